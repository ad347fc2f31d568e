package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactJsonTest {

  @Test
  void whiteSpaceGoesAndOrderStays() throws IOException {
    assertThat(copy("{ \"b\" : [ 1 , null, true,false ] ,\n \"a\" : { \"é\" : \"😀\" } }"))
        .isEqualTo("{\"b\":[1,null,true,false],\"a\":{\"é\":\"😀\"}}");
  }

  @Property
  void theCopyMeansTheSame(@ForAll("values") Object value) throws IOException {
    Map<String, Object> object = Map.of("value", value);
    assertThat(EventJson.read(copy(EventJson.text(object)))).isEqualTo(object);
  }

  @ParameterizedTest
  @CsvSource({
    "0.10, 0.10",
    "-0, -0",
    "123456789012345678901234567890.5, 123456789012345678901234567890.5",
    "1e99, 1e99",
    "1E-99, 1E-99",
    "1e100, '\"1e100\"'",
    "1e-999999, '\"1e-999999\"'"
  })
  void numbersKeepTheirDigitsOrBecomeTexts(String number, String expected) throws IOException {
    assertThat(copy("{\"n\":" + number + "}")).isEqualTo("{\"n\":" + expected + "}");
  }

  @Test
  void aNumberOfManyDigitsBecomesAText() throws IOException {
    assertThat(copy("{\"n\":" + "7".repeat(64) + "}")).isEqualTo("{\"n\":" + "7".repeat(64) + "}");
    assertThat(copy("{\"n\":" + "7".repeat(65) + "}"))
        .isEqualTo("{\"n\":\"" + "7".repeat(65) + "\"}");
  }

  @Test
  void textsAndNamesAreCleaned() throws IOException {
    assertThat(copy("{\"a\\u0000\":\"\\ud800\",\"b\":\"\\u0000\\n\"}"))
        .isEqualTo("{\"a\uFFFD\":\"\uFFFD\",\"b\":\"\uFFFD\\n\"}");
  }

  @Test
  void aCopyAboveTheLimitIsDropped() throws IOException {
    String frame = "{\"x\":\"\"}";
    String fits = "y".repeat(8192 - frame.length());
    assertThat(copy("{\"x\":\"" + fits + "\"}")).hasSize(8192);
    assertThat(copy("{\"x\":\"" + fits + "y\"}")).isNull();
  }

  @Test
  void theParserIsLeftAtTheEndOfTheObject() throws IOException {
    try (JsonParser parser = new JsonFactory().createParser("[{\"a\":{}},5]")) {
      parser.nextToken();
      parser.nextToken();
      CompactJson.copyObject(parser);
      assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
      assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
    }
  }

  private static String copy(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return CompactJson.copyObject(parser);
    }
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().ascii().excludeChars('\0').ofMaxLength(8).asGeneric(),
            Arbitraries.integers().asGeneric(),
            Arbitraries.of(true, false).asGeneric());
    return Arbitraries.recursive(
        () -> leaf,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(list -> (Object) List.copyOf(list)),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), inner)
                    .ofMaxSize(3)
                    .asGeneric()),
        3);
  }
}
