package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class JobWriterTest {

  @Test
  void noJobsAreAnEmptyArray() {
    assertThat(JobWriter.write(List.of(), false)).isEqualTo("[]".getBytes(UTF_8));
  }

  @Property
  void idsAreCanonicalAndTimesAreExact(
      @ForAll long high,
      @ForAll long low,
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long seconds,
      @ForAll @IntRange(max = 999_999) int micros) {
    Instant time = Instant.ofEpochSecond(seconds, micros * 1_000L);

    JsonNode job = written(new UUID(high, low), time, 1.0, null);

    assertThat(job.get("id").asText()).isEqualTo(new UUID(high, low).toString());
    // Instant prints no digits of the fraction, three, or six: the form of the contract.
    assertThat(job.get("started_at").asText()).isEqualTo(time.toString());
  }

  @Property
  void anyTextAndDurationComeBack(
      @ForAll String error, @ForAll @LongRange(min = 0, max = 1L << 50) long micros) {
    String storable = new String(error.getBytes(UTF_8), UTF_8);

    JsonNode job = written(new UUID(1, 2), null, micros / 1e6, storable);

    assertThat(job.get("error").asText()).isEqualTo(storable);
    assertThat(job.get("duration_seconds").asDouble()).isEqualTo(micros / 1e6);
    assertThat(job.get("started_at").isNull()).isTrue();
  }

  @Test
  void theTimeOfCreationComesOnlyWhenItIsAskedFor() {
    UUID id = new UUID(1, 2);
    Instant created = Instant.parse("2025-01-01T00:00:00.000001Z");
    Job job = new Job(id, id, "pending", created, null, null, null, 0, 0, 0, 0, null, null, null);

    assertThat(new String(JobWriter.write(List.of(job), false), UTF_8))
        .doesNotContain("created_at");
    assertThat(new String(JobWriter.write(List.of(job), true), UTF_8))
        .endsWith("\"error_details\":null,\"created_at\":\"2025-01-01T00:00:00.000001Z\"}]");
  }

  private static JsonNode written(UUID id, Instant started, double seconds, String error) {
    Job job =
        new Job(
            id, id, "failed", null, started, null, seconds, 1, 2, 3, 4, error, null, "{\"a\": 1}");
    return RunningApi.json(new String(JobWriter.write(List.of(job), false), UTF_8)).get(0);
  }
}
