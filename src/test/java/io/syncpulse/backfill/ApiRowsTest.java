package io.syncpulse.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.EventParser;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import io.syncpulse.event.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRowsTest {

  private static final Id CONNECTION = Id.parse("c0000000-0000-4000-8000-000000000001");
  private static final Id ORGANIZATION = Id.parse("00000000-0000-4000-8000-000000000001");
  private static final Instant AS_OF = Instant.parse("2026-03-01T00:00:00Z");
  private static final String FIRST = "10000000-0000-4000-8000-000000000001";
  private static final String SECOND = "10000000-0000-4000-8000-000000000002";

  private final EventParser parser = new EventParser();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // status, started_at, completed_at: the version, and the end that is told
        "completed, 2026-02-01T10:00:00Z, 2026-02-01T10:05:00Z, 2026-02-01T10:05:00Z, 2026-02-01T10:05:00Z",
        "COMPLETED, 2026-02-01T10:00:00, 2026-02-01T10:05:00.5, 2026-02-01T10:05:00.5Z, 2026-02-01T10:05:00.5Z",
        "cancelled, 2026-02-01T10:00:00Z, 2026-02-01T10:05:00Z, 2026-02-01T10:05:00Z, 2026-02-01T10:05:00Z",
        "failed, 2026-02-01T10:00:00Z, -, 2026-02-01T10:00:00Z, -",
        "failed, -, -, 2026-01-01T00:00:00Z, -",
        "cancelled, -, -, 2026-01-01T00:00:00Z, -",
        "cancelled, -, 2026-02-01T10:05:00Z, 2026-02-01T10:05:00Z, 2026-02-01T10:05:00Z",
        "running, 2026-02-01T10:00:00Z, -, 2026-03-01T00:00:00Z, -",
        "cancelling, 2026-02-01T10:00:00Z, -, 2026-03-01T00:00:00Z, -",
        "running, 2026-02-01T10:00:00Z, 2026-02-01T10:05:00Z, 2026-03-01T00:00:00Z, -",
        "pending, -, -, 2026-03-01T00:00:00Z, -",
        "created, -, -, 2026-03-01T00:00:00Z, -"
      })
  void aRowIsOfTheLatestTimeAtWhichTheJobSurelyWasSo(
      String status, String started, String completed, String version, String ended) {
    Observation row = jobs(job(FIRST, status, started, completed)).get(0);

    assertThat(row.at()).isEqualTo(micros(version));
    assertThat(row.row().endedAt()).isEqualTo(ended == null ? null : (Long) micros(ended));
    assertThat(row.row().startedAt())
        .isEqualTo(
            started == null ? null : (Long) micros(started + (started.endsWith("Z") ? "" : "Z")));
    assertThat(row.row().createdAt()).isNull();
    assertThat(row.row().lsn()).isZero();
  }

  @Test
  void aJobOfNoTimeAtAllCameAfterTheOneBefore() {
    List<Observation> rows =
        jobs(
            job(SECOND, "cancelled", null, null),
            job(FIRST, "completed", "2026-02-01T10:00:00Z", "2026-02-01T10:05:00Z"));

    assertThat(rows).extracting(row -> row.job().toString()).containsExactly(FIRST, SECOND);
    assertThat(rows.get(1).at()).isEqualTo(micros("2026-02-01T10:00:00Z"));
  }

  @Test
  void carriesWhatTheApiShows() {
    Observation row =
        jobs("""
                {"id": "%s", "status": "failed", "started_at": "2026-02-01T10:00:00Z",
                 "entities_inserted": 1, "entities_updated": 2, "entities_deleted": 3,
                 "entities_failed": 4, "error": "it broke", "error_category": "api_key_invalid"}
                """
                .formatted(FIRST))
            .get(0);

    assertThat(row.status()).isEqualTo(JobStatus.FAILED);
    assertThat(row.counts()).isEqualTo(new EntityCounts(1, 2, 3, 0, 4));
    assertThat(row.failure()).isEqualTo(new Failure("it broke", "api_key_invalid", null));
    assertThat(row.facts().organization()).isEqualTo(ORGANIZATION);
    assertThat(row.facts().sourceType()).isEqualTo("notion");
    assertThat(row.facts().collectionReadableId()).isEqualTo("docs");
    assertThat(row.connection()).isEqualTo(CONNECTION);
  }

  @Test
  void aJobThatIsListedTwiceIsOne() {
    String job = job(FIRST, "completed", "2026-02-01T10:00:00Z", "2026-02-01T10:05:00Z");

    assertThat(jobs(job, job)).hasSize(1);
  }

  @Test
  void anErrorOfAnyLengthFits() {
    String error = "x".repeat(3_000_000);

    Observation row =
        jobs("""
                {"id": "%s", "status": "failed", "error": "%s"}"""
                .formatted(FIRST, error))
            .get(0);

    assertThat(row.failure().message()).startsWith("xxx").hasSizeLessThan(9_000);
  }

  @Test
  void aConnectionIsOfTheTimeAtWhichItWasModified() {
    Observation row = observation(connection());

    assertThat(row.job()).isNull();
    assertThat(row.at()).isEqualTo(micros("2026-01-02T00:00:00Z"));
    assertThat(row.row().createdAt()).isEqualTo(micros("2026-01-01T00:00:00Z"));
    assertThat(row.facts().organization()).isEqualTo(ORGANIZATION);
  }

  @Test
  void aConnectionOfNoTimeIsAsOfTheAnswer() {
    ApiAnswer bare = answer("{}");

    assertThat(observation(ApiRows.connection(CONNECTION, ORGANIZATION, bare)).at())
        .isEqualTo(micros(AS_OF.toString()));
  }

  private List<Observation> jobs(String... newestFirst) {
    ApiAnswer list = listed();
    return ApiRows.jobs(connection(), list, answer("[" + String.join(",", newestFirst) + "]"))
        .stream()
        .map(this::observation)
        .toList();
  }

  private static RowEvent connection() {
    return ApiRows.connection(CONNECTION, ORGANIZATION, listed());
  }

  private static ApiAnswer listed() {
    return answer(
        """
        {"short_name": "notion", "readable_collection_id": "docs",
         "created_at": "2026-01-01T00:00:00", "modified_at": "2026-01-02T00:00:00Z"}
        """);
  }

  private static String job(String id, String status, String started, String completed) {
    return "{\"id\": \"%s\", \"status\": \"%s\", \"started_at\": %s, \"completed_at\": %s}"
        .formatted(id, status, quoted(started), quoted(completed));
  }

  private static String quoted(String text) {
    return text == null ? "null" : '"' + text + '"';
  }

  private static ApiAnswer answer(String json) {
    try {
      return new ApiAnswer(new ObjectMapper().readTree(json), AS_OF);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Observation observation(RowEvent row) {
    Parsed parsed = parser.parse(row.bytes(), micros("2026-03-02T00:00:00Z"));
    assertThat(parsed).isInstanceOf(Parsed.Observed.class);
    return ((Parsed.Observed) parsed).observation();
  }

  private static long micros(String at) {
    return Duration.between(Instant.EPOCH, Instant.parse(at)).toNanos() / 1000;
  }
}
