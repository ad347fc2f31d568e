package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBytesTest {

  @Property
  void wholeNumbersComeBack(@ForAll long number) {
    assertThat(written(json -> json.number(number))).isEqualTo(Long.toString(number));
  }

  @Property
  void anyDoubleReadsBackTheSame(
      @ForAll @DoubleRange(min = 0, max = Double.MAX_VALUE) double number) {
    assertThat(Double.parseDouble(written(json -> json.number((Double) number)))).isEqualTo(number);
  }

  @Property
  void microsecondsReadBackTheSame(@ForAll @LongRange(min = 0, max = 1L << 52) long micros) {
    double seconds = micros / 1e6;

    assertThat(Double.parseDouble(written(json -> json.number((Double) seconds))))
        .isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "60, 60.0",
    "0.1, 0.1",
    "55.885001, 55.885001",
    "0.000001, 0.000001",
    "1e-7, 1.0E-7",
    "999999999.999999, 999999999.999999",
    "1e9, 1.0E9"
  })
  void doublesHaveAFractionWithoutNeedlessZeros(double number, String expected) {
    assertThat(written(json -> json.number((Double) number))).isEqualTo(expected);
  }

  @Property
  void anyTextIsQuoted(@ForAll String text) {
    String storable = new String(text.getBytes(UTF_8), UTF_8);

    assertThat(RunningApi.json(written(json -> json.text(storable))).asText()).isEqualTo(storable);
  }

  /** Through a buffer that is too small from the start. */
  private static String written(Consumer<JsonBytes> write) {
    JsonBytes json = new JsonBytes(1);
    write.accept(json);
    return new String(json.toBytes(), UTF_8);
  }
}
