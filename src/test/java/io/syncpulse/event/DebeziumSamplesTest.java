package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes as a real Debezium wrote them: in {@code *.schema.json} with microseconds, in {@code
 * *.envelope.json} with milliseconds, in {@code *.flat.json} with ISO strings.
 */
class DebeziumSamplesTest {

  private static final long NOW = micros("2026-12-01T00:00:00Z");
  private static final Id CONNECTION = id("c0000000-0000-4000-8000-000000000001");
  private static final Id OLD_JOB = id("1b000000-0000-4000-8000-000000000001");
  private static final Id JOB = id("1b000000-0000-4000-8000-000000000002");
  private static final ConnectionFacts OF_SYNC =
      new ConnectionFacts(
          id("08000000-0000-4000-8000-000000000001"),
          id("5c000000-0000-4000-8000-000000000001"),
          null,
          null,
          null,
          null);

  @ParameterizedTest
  @ValueSource(strings = {"schema", "envelope", "flat"})
  void aJobThatASnapshotFound(String shape) throws IOException {
    long at = micros("2026-04-01T10:00:01.5Z");

    assertThat(observed("job-snapshot." + shape))
        .isEqualTo(
            new Observation(
                null,
                OLD_JOB,
                at,
                JobStatus.PENDING,
                -1,
                EntityCounts.NONE,
                null,
                OF_SYNC,
                new TableRow(30_587_528, at, null, null, false, true)));
  }

  @ParameterizedTest
  @CsvSource({
    "envelope, 2026-04-01T11:00:02.000Z, 2026-04-01T11:00:02.000Z",
    "flat, 2026-04-01T11:00:02.000001Z, 2026-04-01T11:00:02.000002Z",
    "envelope-of-whole-rows, 2026-04-01T11:00:02.000Z, 2026-04-01T11:00:02.000Z"
  })
  void aJobThatBeganToRun(String shape, String startedAt, String modifiedAt) throws IOException {
    Observation job = observed("job-running." + shape);

    assertThat(job.job()).isEqualTo(JOB);
    assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    assertThat(job.at()).isEqualTo(micros(modifiedAt));
    assertThat(job.row())
        .isEqualTo(
            new TableRow(
                job.row().lsn(),
                micros("2026-04-01T11:00:00Z"),
                micros(startedAt),
                null,
                false,
                false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"envelope", "flat"})
  void anErrorThatDebeziumDoesNotKnowAnyMoreIsNotTold(String shape) throws IOException {
    Observation job = observed("job-toast." + shape);

    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.failure()).isEqualTo(new Failure(null, "api_key_invalid", null));
    assertThat(job.counts()).isEqualTo(new EntityCounts(7, 0, 0, 3, 0));
    assertThat(job.row().endedAt()).isEqualTo(micros("2026-04-01T11:00:09.25Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "envelope", "flat"})
  void aConnectionThatASnapshotFound(String shape) throws IOException {
    Observation connection = observed("connection-snapshot." + shape);

    assertThat(connection.connection()).isEqualTo(CONNECTION);
    assertThat(connection.job()).isNull();
    assertThat(connection.facts())
        .isEqualTo(
            new ConnectionFacts(
                OF_SYNC.organization(), OF_SYNC.sync(), "notion", null, null, null));
    assertThat(connection.row().isSnapshot()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "schema, 1796080617793",
    "envelope, 1796080642806",
    "flat, 1796080665259",
    "envelope-of-whole-rows, 1796080718860"
  })
  void aConnectionThatWasDeleted(String shape, long millis) throws IOException {
    Observation connection = observed("connection-delete." + shape);

    assertThat(connection.connection()).isEqualTo(CONNECTION);
    assertThat(connection.at()).isEqualTo(millis * 1000);
    assertThat(connection.row().isDeleted()).isTrue();
    assertThat(connection.facts())
        .isEqualTo(new ConnectionFacts(null, null, null, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "envelope", "flat", "envelope-of-whole-rows"})
  void aJobThatWasDeletedHasRunAllTheSame(String shape) throws IOException {
    assertThat(parsed(RowTable.SYNC_JOB, "job-delete." + shape))
        .isEqualTo(new Parsed.PassedOver("d"));
  }

  private static Observation observed(String sample) throws IOException {
    RowTable table = sample.startsWith("job") ? RowTable.SYNC_JOB : RowTable.SOURCE_CONNECTION;
    Parsed parsed = parsed(table, sample);
    assertThat(parsed).isInstanceOf(Parsed.Observed.class);
    return ((Parsed.Observed) parsed).observation();
  }

  private static Parsed parsed(RowTable table, String sample) throws IOException {
    try (InputStream file =
        DebeziumSamplesTest.class.getResourceAsStream("debezium/" + sample + ".json")) {
      return new RowParser(table).parse(file.readAllBytes(), NOW);
    }
  }

  private static Id id(String text) {
    return Id.of(UUID.fromString(text));
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }
}
