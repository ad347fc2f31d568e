package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.RowJson.Change;
import io.syncpulse.event.RowJson.Shape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowParserTest {

  private static final long NOW = micros("2025-06-01T12:00:00Z");
  private static final long CHANGED_AT = 1_735_689_800_123L;
  private static final ConnectionFacts NOTHING =
      new ConnectionFacts(null, null, null, null, null, null);

  private final RowParser jobs = new RowParser(RowTable.SYNC_JOB);
  private final RowParser connections = new RowParser(RowTable.SOURCE_CONNECTION);

  // Shapes

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aJobIsReadFromEveryShape(Shape shape) {
    assertThat(job(shape, "u", RowJson.job()))
        .isEqualTo(
            new Parsed.Observed(
                new Observation(
                    null,
                    Id.of(RowJson.JOB),
                    1_735_689_700_000_004L,
                    JobStatus.COMPLETED,
                    -1,
                    new EntityCounts(1, 2, 3, 4, 5),
                    null,
                    new ConnectionFacts(
                        Id.of(RowJson.ORGANIZATION), Id.of(RowJson.SYNC), null, null, null, null),
                    new TableRow(
                        77,
                        1_735_689_600_000_003L,
                        1_735_689_610_000_001L,
                        1_735_689_700_000_002L,
                        false,
                        false))));
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aConnectionIsReadFromEveryShape(Shape shape) {
    assertThat(connection(shape, "c", RowJson.connection()))
        .isEqualTo(
            new Parsed.Observed(
                new Observation(
                    Id.of(RowJson.CONNECTION),
                    null,
                    1_735_689_500_000_006L,
                    null,
                    -1,
                    EntityCounts.NONE,
                    null,
                    new ConnectionFacts(
                        Id.of(RowJson.ORGANIZATION),
                        Id.of(RowJson.SYNC),
                        "notion",
                        null,
                        null,
                        null),
                    new TableRow(77, 1_735_689_500_000_005L, null, null, false, false))));
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aSnapshotIsARowAsItStood(Shape shape) {
    assertThat(observed(job(shape, "r", RowJson.job())).isSnapshot()).isTrue();
    assertThat(observed(connection(shape, "r", RowJson.connection())).isSnapshot()).isTrue();
  }

  @Test
  void aFlattenedRowNeedsNothingButItsColumns() {
    Observation job = observed(jobs.parse(EventJson.bytes(RowJson.job()), NOW));
    assertThat(job.row().lsn()).isZero();
    assertThat(job.isSnapshot()).isFalse();
    assertThat(job.at()).isEqualTo(1_735_689_700_000_004L);
  }

  @Test
  void theLogsPlaceHasTwoNamesWhereItIsFlattened() {
    Map<String, Object> row = RowJson.job();
    row.put("__lsn", 5);
    assertThat(observed(jobs.parse(EventJson.bytes(row), NOW)).row().lsn()).isEqualTo(5);
  }

  @Test
  void whatWasBeforeAnUpdateMeansNothing() {
    Map<String, Object> envelope = RowJson.envelope(new Change("u", RowJson.job(), 77, CHANGED_AT));
    Map<String, Object> before = RowJson.job();
    before.put("status", "nonsense");
    before.put("id", EventJson.COLLECTION.toString());
    Map<String, Object> reordered = new LinkedHashMap<>(envelope);
    reordered.remove("before");
    reordered.put("before", before);
    assertThat(jobs.parse(EventJson.bytes(reordered), NOW))
        .isEqualTo(jobs.parse(EventJson.bytes(envelope), NOW));
  }

  // Deletions and what is passed over

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aDeletedJobSaysNothing(Shape shape) {
    assertThat(job(shape, "d", RowJson.job())).isInstanceOf(Parsed.PassedOver.class);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aDeletedConnectionIsMarkedAndNothingElseIsTaken(Shape shape) {
    assertThat(connection(shape, "d", RowJson.connection()))
        .isEqualTo(
            new Parsed.Observed(
                new Observation(
                    Id.of(RowJson.CONNECTION),
                    null,
                    CHANGED_AT * 1000,
                    null,
                    -1,
                    EntityCounts.NONE,
                    null,
                    NOTHING,
                    new TableRow(77, null, null, null, true, false))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "true"})
  void aFlattenedDeletionIsToldByItsMarkAlone(String mark) {
    byte[] deletion =
        "{\"id\":\"%s\",\"__deleted\":%s,\"__ts_ms\":%s}"
            .formatted(RowJson.CONNECTION, mark, CHANGED_AT)
            .getBytes(UTF_8);
    Observation observation = observed(connections.parse(deletion, NOW));
    assertThat(observation.row().isDeleted()).isTrue();
    assertThat(observation.at()).isEqualTo(CHANGED_AT * 1000);
    assertThat(jobs.parse(deletion, NOW)).isInstanceOf(Parsed.PassedOver.class);
  }

  @Test
  void aDeletionThatNamesNoRowIsRejected() {
    Map<String, Object> envelope =
        RowJson.envelope(new Change("d", RowJson.connection(), 77, CHANGED_AT));
    envelope.put("before", null);
    assertRejected(
        connections.parse(EventJson.bytes(envelope), NOW),
        RejectReason.MISSING_ID,
        "id is missing");
  }

  @Test
  void tombstonesArePassedOver() {
    assertThat(jobs.parse(null, NOW)).isInstanceOf(Parsed.PassedOver.class);
    assertThat(connections.parse(null, NOW)).isInstanceOf(Parsed.PassedOver.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "m"})
  void whatIsOfNoRowIsPassedOver(String op) {
    byte[] change = "{\"op\":\"%s\",\"before\":null,\"after\":null}".formatted(op).getBytes(UTF_8);
    assertThat(jobs.parse(change, NOW)).isEqualTo(new Parsed.PassedOver(op));
    assertThat(connections.parse(change, NOW)).isEqualTo(new Parsed.PassedOver(op));
  }

  @Test
  void anUnknownOperationIsRejected() {
    assertRejected(
        job(Shape.ENVELOPE, "x", RowJson.job()), RejectReason.UNKNOWN_TYPE, "op is unknown: \"x\"");
  }

  // Times

  @ParameterizedTest
  @CsvSource({
    "1735689600000, 1735689600000000",
    "1735689600123456, 1735689600123456",
    "1735689600123456789, 1735689600123456",
    "946684800000, 946684800000000",
    "946684800000000, 946684800000000",
    "946684800000000000, 946684800000000"
  })
  void aNumberIsATimeInTheUnitThatItsSizeTells(long number, long micros) {
    Map<String, Object> row = RowJson.job();
    row.put("created_at", number);
    assertThat(observed(job(Shape.ENVELOPE, "u", row)).row().createdAt()).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-01-01T00:00:00.123456Z",
        "2025-01-01T00:00:00.123456",
        "2025-01-01 00:00:00.123456",
        "2025-01-01T05:30:00.123456+05:30"
      })
  void aTextIsATimeInUtcUnlessItHasAnOffset(String text) {
    Map<String, Object> row = RowJson.job();
    row.put("created_at", text);
    assertThat(observed(job(Shape.ENVELOPE, "u", row)).row().createdAt())
        .isEqualTo(micros("2025-01-01T00:00:00.123456Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"created_at", "modified_at", "started_at", "completed_at", "failed_at"})
  void everyTimeIsFromTheYear2000ToADayAhead(String column) {
    for (long outside : List.of(0L, 946_684_799_999L, NOW + 86_400_000_001L, Long.MAX_VALUE)) {
      Map<String, Object> row = RowJson.job();
      row.put(column, outside);
      assertRejected(job(Shape.FLATTENED, "u", row), RejectReason.TIME_OUT_OF_RANGE, column);
    }
    Map<String, Object> row = RowJson.job();
    row.put(column, NOW + 86_400_000_000L);
    assertThat(job(Shape.FLATTENED, "u", row)).isInstanceOf(Parsed.Observed.class);
    for (Object odd : List.of("", "soon", -1, 1.5, true, Map.of())) {
      row.put(column, odd);
      assertRejected(job(Shape.FLATTENED, "u", row), RejectReason.MALFORMED_TIME, column);
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aRowWithoutAVersionIsAsNewAsItsChange(Shape shape) {
    Map<String, Object> row = RowJson.job();
    row.remove("modified_at");
    assertThat(observed(job(shape, "u", row)).at()).isEqualTo(CHANGED_AT * 1000);
    Map<String, Object> connection = RowJson.connection();
    connection.put("modified_at", null);
    assertThat(observed(connection(shape, "u", connection)).at()).isEqualTo(CHANGED_AT * 1000);
  }

  @Test
  void aRowThatDoesNotTellItsTimeAtAllIsRejected() {
    Map<String, Object> row = RowJson.job();
    row.remove("modified_at");
    assertRejected(
        jobs.parse(EventJson.bytes(row), NOW), RejectReason.MISSING_TIME, "ts_ms is missing");
  }

  // The end of a job

  @ParameterizedTest
  @CsvSource({
    "completed, 1, 2, 1",
    "completed,  , 2, 2",
    "cancelled, 1,  , 1",
    "cancelled,  , 2, 2",
    "failed, 1, 2, 2",
    "failed, 1,  , 1",
    "failed,  ,  ,  ",
    "running, 1, 2,  ",
    "pending, 1,  ,  "
  })
  void aJobEndedWhenTheColumnOfItsStatusSaysElseTheOther(
      String status, Long completed, Long failed, Long ended) {
    Map<String, Object> row = RowJson.job();
    row.put("status", status);
    row.put("completed_at", seconds(completed));
    row.put("failed_at", seconds(failed));
    assertThat(observed(job(Shape.ENVELOPE, "u", row)).row().endedAt()).isEqualTo(seconds(ended));
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED, COMPLETED", "Running, RUNNING", "created, CREATED", "failed, FAILED"})
  void aStatusIsReadInAnyLetterCase(String text, JobStatus status) {
    Map<String, Object> row = RowJson.job();
    row.put("status", text);
    assertThat(observed(job(Shape.ENVELOPE, "u", row)).status()).isEqualTo(status);
  }

  @Test
  void aFailureIsTold() {
    Map<String, Object> row = RowJson.job();
    row.put("status", "failed");
    row.put("error", "It broke\0");
    row.put("error_category", "api_key_invalid");
    assertThat(observed(job(Shape.ENVELOPE, "u", row)).failure())
        .isEqualTo(new Failure("It broke\uFFFD", "api_key_invalid", null));
  }

  @Test
  void aLargeValueThatDidNotChangeSaysNothing() {
    Map<String, Object> row = RowJson.job();
    row.put("error", "__debezium_unavailable_value");
    row.put("error_category", "__debezium_unavailable_value");
    row.put("sync_metadata", "__debezium_unavailable_value");
    assertThat(observed(job(Shape.ENVELOPE, "u", row)).failure()).isNull();
    Map<String, Object> connection = RowJson.connection();
    connection.put("short_name", "__debezium_unavailable_value");
    assertThat(observed(connection(Shape.FLATTENED, "u", connection)).facts().sourceType())
        .isNull();
  }

  // What may and may not be missing

  @Test
  void aConnectionWithoutASyncIsDescribedAllTheSame() {
    Map<String, Object> row = RowJson.connection();
    row.put("sync_id", null);
    ConnectionFacts facts = observed(connection(Shape.ENVELOPE, "c", row)).facts();
    assertThat(facts.sync()).isNull();
    assertThat(facts.sourceType()).isEqualTo("notion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "sync_id"})
  void aJobIsKnownByItsIdAndItsSync(String column) {
    Map<String, Object> row = RowJson.job();
    row.remove(column);
    assertRejected(job(Shape.ENVELOPE, "u", row), RejectReason.MISSING_ID, column + " is missing");
    row.put(column, "x");
    assertRejected(job(Shape.ENVELOPE, "u", row), RejectReason.MALFORMED_ID, column + " must be");
  }

  @Test
  void aJobOfAnUnknownStatusIsRejected() {
    Map<String, Object> row = RowJson.job();
    row.put("status", "exploded");
    assertRejected(
        job(Shape.ENVELOPE, "u", row), RejectReason.MALFORMED_STATUS, "status must be a job's");
    row.remove("status");
    assertRejected(
        job(Shape.ENVELOPE, "u", row), RejectReason.MALFORMED_STATUS, "status is missing");
  }

  @Test
  void aCountThatIsNoneIsRejected() {
    Map<String, Object> row = RowJson.job();
    row.put("entities_kept", -1);
    assertRejected(
        job(Shape.ENVELOPE, "u", row), RejectReason.MALFORMED_COUNT, "entities_kept must be");
  }

  @Test
  void aRowOfAnotherTableIsRejected() {
    assertThat(job(Shape.ENVELOPE, "u", RowJson.connection())).isInstanceOf(Parsed.Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"payload\":null,\"schema\":{}}", "{\"op\":\"c\",\"after\":null}"})
  void aChangeOfNothingIsRejected(String json) {
    assertRejected(
        connections.parse(json.getBytes(UTF_8), NOW), RejectReason.MISSING_ID, "id is missing");
  }

  @Test
  void aRecordLeavesNothingBehind() {
    assertThat(job(Shape.ENVELOPE, "r", RowJson.job())).isInstanceOf(Parsed.Observed.class);
    assertThat(jobs.parse("{\"status\":\"running\"}".getBytes(UTF_8), NOW))
        .isInstanceOf(Parsed.Rejected.class);
    assertThat(jobs.parse("{\"after\":{\"id\":".getBytes(UTF_8), NOW))
        .isInstanceOf(Parsed.Rejected.class);
    assertThat(observed(jobs.parse(EventJson.bytes(RowJson.job()), NOW)).isSnapshot()).isFalse();
  }

  @Test
  void deepNestingIsNoWayIn() {
    String deep = "{\"payload\":".repeat(10_000);
    assertRejected(jobs.parse(deep.getBytes(UTF_8), NOW), RejectReason.NOT_JSON, "not JSON");
  }

  private Parsed job(Shape shape, String op, Map<String, Object> row) {
    return jobs.parse(RowJson.bytes(shape, new Change(op, row, 77, CHANGED_AT)), NOW);
  }

  private Parsed connection(Shape shape, String op, Map<String, Object> row) {
    return connections.parse(RowJson.bytes(shape, new Change(op, row, 77, CHANGED_AT)), NOW);
  }

  private static Observation observed(Parsed parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Observed.class);
    return ((Parsed.Observed) parsed).observation();
  }

  private static void assertRejected(Parsed parsed, RejectReason reason, String message) {
    assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    Parsed.Rejected rejected = (Parsed.Rejected) parsed;
    assertThat(rejected.reason()).isEqualTo(reason);
    assertThat(rejected.message()).startsWith(message);
  }

  private static Long seconds(Long count) {
    return count == null ? null : (Long) (1_735_689_600_000_000L + count * 1_000_000);
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }
}
