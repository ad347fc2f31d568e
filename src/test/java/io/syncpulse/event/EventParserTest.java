package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

  private static final long NOW = micros("2025-06-01T12:00:00Z");

  private final EventParser parser = new EventParser();

  @ParameterizedTest
  @CsvSource({
    "sync.pending, PENDING",
    "sync.running, RUNNING",
    "sync.cancelling, CANCELLING",
    "sync.completed, COMPLETED",
    "sync.failed, FAILED",
    "sync.cancelled, CANCELLED"
  })
  void aLifecycleEventIsAStatus(String type, JobStatus status) {
    assertThat(observed(EventJson.status(type)))
        .isEqualTo(
            new Observation(
                Id.of(EventJson.CONNECTION),
                Id.of(EventJson.JOB),
                micros("2025-01-01T00:00:00.948Z"),
                status,
                -1,
                new EntityCounts(1, 2, 3, 0, 4),
                null,
                new ConnectionFacts(
                    Id.of(EventJson.ORGANIZATION),
                    Id.of(EventJson.SYNC),
                    "notion",
                    Id.of(EventJson.COLLECTION),
                    "Handbook",
                    "handbook-x1")));
  }

  @Test
  void anEntityBatchIsABatch() {
    Observation observation = observed(EventJson.batch());
    assertThat(observation.isBatch()).isTrue();
    assertThat(observation.batch()).isEqualTo(7);
    assertThat(observation.counts()).isEqualTo(new EntityCounts(10, 20, 30, 40, 0));
    assertThat(observation.failure()).isNull();
    assertThat(observation.facts())
        .isEqualTo(
            new ConnectionFacts(
                Id.of(EventJson.ORGANIZATION),
                Id.of(EventJson.SYNC),
                "notion",
                Id.of(EventJson.COLLECTION),
                null,
                null));
  }

  @Test
  void aConnectionRowIsOfNoJob() {
    Map<String, Object> row = EventJson.connectionRow();
    row.put("sync_job_id", "none of its business");
    row.put("status", "ACTIVE");
    assertThat(observed(row))
        .isEqualTo(
            new Observation(
                Id.of(EventJson.CONNECTION),
                null,
                micros("2025-01-02T00:00:00Z"),
                null,
                -1,
                EntityCounts.NONE,
                null,
                new ConnectionFacts(
                    Id.of(EventJson.ORGANIZATION),
                    Id.of(EventJson.SYNC),
                    "notion",
                    null,
                    null,
                    "handbook-x1"),
                new TableRow(7, micros("2025-01-01T00:00:00Z"), null, null, false, true)));
  }

  @Test
  void onlyConnectionAndTimeAreRequiredOfAConnectionRow() {
    Map<String, Object> row = EventJson.connectionRow();
    row.keySet().retainAll(List.of("event_type", "timestamp", "source_connection_id"));
    assertThat(observed(row).row()).isEqualTo(new TableRow(0, null, null, null, false, true));
    row.remove("source_connection_id");
    assertRejected(parse(row), RejectReason.MISSING_ID, "source_connection_id is missing");
  }

  @Test
  void onlyJobConnectionAndTimeAreRequiredOfAStatus() {
    Map<String, Object> event = EventJson.status("sync.completed");
    event
        .keySet()
        .retainAll(List.of("event_type", "timestamp", "sync_job_id", "source_connection_id"));
    Observation observation = observed(event);
    assertThat(observation.counts()).isEqualTo(EntityCounts.NONE);
    assertThat(observation.facts())
        .isEqualTo(new ConnectionFacts(null, null, null, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "organization_id",
        "sync_id",
        "collection_id",
        "source_type",
        "collection_name",
        "collection_readable_id",
        "entities_inserted",
        "error"
      })
  void anOptionalFieldMayBeNull(String field) {
    assertThat(parse(EventJson.status("sync.failed"), field, null))
        .isInstanceOf(Parsed.Observed.class);
  }

  // Job ids

  @Test
  void theOlderNameOfTheJobIdIsUnderstood() {
    Map<String, Object> event = EventJson.status("sync.running");
    event.put("job_id", event.remove("sync_job_id"));
    event.put("status", "running");
    assertThat(observed(event).job()).isEqualTo(Id.of(EventJson.JOB));
  }

  @Test
  void theOlderNameCountsWhereTheNewerIsNull() {
    Map<String, Object> event = EventJson.status("sync.running");
    event.put("job_id", event.put("sync_job_id", null));
    assertThat(observed(event).job()).isEqualTo(Id.of(EventJson.JOB));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000-0000-0000-0000-000000000001", "worker-17"})
  void besideASyncJobIdAJobIdMeansNothing(String jobId) {
    Map<String, Object> event = EventJson.status("sync.running");
    event.put("job_id", jobId);
    assertThat(observed(event).job()).isEqualTo(Id.of(EventJson.JOB));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync_job_id", "source_connection_id"})
  void aMissingIdIsRejected(String field) {
    Map<String, Object> event = EventJson.batch();
    event.remove(field);
    assertRejected(parse(event), RejectReason.MISSING_ID, field + " is missing");
    event.put(field, null);
    assertRejected(parse(event), RejectReason.MISSING_ID, field + " is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sync_job_id",
        "source_connection_id",
        "organization_id",
        "sync_id",
        "collection_id"
      })
  void aMalformedIdIsRejectedEvenWhereItIsOptional(String field) {
    for (Object value :
        List.of("", "nonsense", 17, true, Map.of("id", "x"), List.of(EventJson.JOB))) {
      assertRejected(
          parse(EventJson.status("sync.failed"), field, value),
          RejectReason.MALFORMED_ID,
          field + " must be a UUID, but is ");
    }
  }

  @Test
  void aMalformedOlderJobIdIsRejectedUnderItsOwnName() {
    Map<String, Object> event = EventJson.status("sync.running");
    event.remove("sync_job_id");
    event.put("job_id", "x");
    assertRejected(parse(event), RejectReason.MALFORMED_ID, "job_id must be a UUID, but is \"x\"");
  }

  @Test
  void idsMayBeInUpperCase() {
    Map<String, Object> event = EventJson.status("sync.running");
    event.put("sync_job_id", "D3F825BD-6DBC-51A5-A08C-99FC20BFE202");
    assertThat(observed(event).job()).isEqualTo(Id.of(EventJson.JOB));
  }

  // Types

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collection.created",
        "source_connection.deleted",
        "search.completed",
        "query.processed",
        "organization.member.added",
        "access_control.batch_processed"
      })
  void knownTypesThatSayNothingOfJobsArePassedOverWhateverElseTheyHold(String type) {
    assertThat(parse(Map.of("event_type", type))).isEqualTo(new Parsed.PassedOver(type));
    Map<String, Object> odd = EventJson.status(type);
    odd.put("timestamp", 5);
    odd.put("sync_id", List.of());
    odd.put("error", Map.of("code", 1));
    assertThat(parse(odd)).isEqualTo(new Parsed.PassedOver(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sync.created",
        "sync.exploded",
        "sync.",
        "SYNC.RUNNING",
        " sync.running",
        "entity.deleted",
        "access_control.changed",
        "collection",
        "collections.created",
        ".",
        "invoice.paid",
        ""
      })
  void aTypeThatNobodyKnowsIsRejected(String type) {
    assertRejected(
        parse(EventJson.status(type)), RejectReason.UNKNOWN_TYPE, "event_type is unknown");
  }

  @Test
  void aTypeMustBeThereAndBeAText() {
    Map<String, Object> event = EventJson.status("sync.running");
    assertRejected(
        parse(event, "event_type", 5), RejectReason.UNKNOWN_TYPE, "event_type must be a text");
    assertRejected(
        parse(event, "event_type", null), RejectReason.MISSING_TYPE, "event_type is missing");
    event.remove("event_type");
    assertRejected(parse(event), RejectReason.MISSING_TYPE, "event_type is missing");
  }

  // Times

  @ParameterizedTest
  @CsvSource({
    "2025-01-01T00:00:00Z, 2025-01-01T00:00:00Z",
    "2025-01-01T00:00:00.123456+00:00, 2025-01-01T00:00:00.123456Z",
    "2025-01-01T05:30:00.5+05:30, 2025-01-01T00:00:00.5Z",
    "2025-01-01T05:30:00+0530, 2025-01-01T00:00:00Z",
    "2024-12-31T19:00:00-05, 2025-01-01T00:00:00Z",
    "2025-01-01T00:00:00.123456789Z, 2025-01-01T00:00:00.123456Z",
    "2025-01-01T00:00:00.123456, 2025-01-01T00:00:00.123456Z",
    "2025-01-01 00:00:00, 2025-01-01T00:00:00Z"
  })
  void timesAreMicrosecondsInUtc(String written, String meant) {
    Map<String, Object> event = EventJson.batch();
    event.put("timestamp", written);
    assertThat(observed(event).at()).isEqualTo(micros(meant));
  }

  @Test
  void aMissingTimeIsRejected() {
    assertRejected(
        parse(EventJson.batch(), "timestamp", null),
        RejectReason.MISSING_TIME,
        "timestamp is missing");
  }

  @Test
  void anUnparsableTimeIsRejected() {
    for (Object value : List.of("", "yesterday", "2025-02-29T00:00:00Z", 1735689600, List.of())) {
      assertRejected(
          parse(EventJson.batch(), "timestamp", value),
          RejectReason.MALFORMED_TIME,
          "timestamp must be an ISO 8601 time");
    }
  }

  @Test
  void aTimeOutOfRangeIsRejected() {
    Map<String, Object> event = EventJson.batch();
    assertRejected(
        parse(event, "timestamp", "1999-12-31T23:59:59.999999Z"),
        RejectReason.TIME_OUT_OF_RANGE,
        "timestamp");
    assertRejected(
        parse(event, "timestamp", "2025-06-02T12:00:00.000001Z"),
        RejectReason.TIME_OUT_OF_RANGE,
        "timestamp");
    assertThat(parse(event, "timestamp", "2000-01-01T00:00:00Z"))
        .isInstanceOf(Parsed.Observed.class);
    assertThat(parse(event, "timestamp", "2025-06-02T12:00:00Z"))
        .isInstanceOf(Parsed.Observed.class);
  }

  // Counts

  @ParameterizedTest
  @ValueSource(strings = {"inserted", "updated", "deleted", "kept"})
  void aBadCountOfABatchIsRejected(String field) {
    assertBadCounts(EventJson.batch(), field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"entities_inserted", "entities_updated", "entities_deleted", "entities_skipped"})
  void aBadCountOfAStatusIsRejected(String field) {
    assertBadCounts(EventJson.status("sync.completed"), field);
  }

  private void assertBadCounts(Map<String, Object> event, String field) {
    for (Object value :
        List.of(
            -1,
            1.5,
            1.0,
            2147483648L,
            1L << 53,
            Long.MAX_VALUE,
            BigInteger.TEN.pow(30),
            "5",
            true,
            List.of(),
            Map.of())) {
      assertRejected(
          parse(event, field, value),
          RejectReason.MALFORMED_COUNT,
          field + " must be an integer from 0 to 2147483647, but is ");
    }
    assertThat(parse(event, field, Integer.MAX_VALUE)).isInstanceOf(Parsed.Observed.class);
  }

  @Test
  void countsOfTheOtherShapeMeanNothing() {
    Map<String, Object> status = EventJson.status("sync.completed");
    status.put("inserted", -1);
    status.put("batch_seq", "x");
    assertThat(parse(status)).isInstanceOf(Parsed.Observed.class);
  }

  @Test
  void theSumOfAllBatchesThatAJobCanHaveDoesNotOverflow() {
    BigInteger most = BigInteger.valueOf(Integer.MAX_VALUE).multiply(BigInteger.ONE.shiftLeft(31));
    assertThat(most.longValueExact()).isPositive();
  }

  @Test
  void aBatchNeedsItsNumber() {
    Map<String, Object> event = EventJson.batch();
    for (Object value : List.of(-1, 0.5, 2147483648L, "7", true, List.of())) {
      assertRejected(
          parse(event, "batch_seq", value),
          RejectReason.MALFORMED_BATCH_SEQ,
          "batch_seq must be an integer");
    }
    assertRejected(
        parse(event, "batch_seq", null), RejectReason.MALFORMED_BATCH_SEQ, "batch_seq is missing");
    event.put("batch_seq", 0);
    assertThat(observed(event).batch()).isZero();
    event.put("batch_seq", Integer.MAX_VALUE);
    assertThat(observed(event).batch()).isEqualTo(Integer.MAX_VALUE);
  }

  // Failures

  @Test
  void aFailureSaysWhatTheEventSays() {
    Map<String, Object> event = EventJson.status("sync.failed");
    event.put("error", "token expired");
    event.put("error_category", "oauth_credentials_expired");
    event.put("error_details", Map.of("status", 401));
    assertThat(observed(event).failure())
        .isEqualTo(new Failure("token expired", "oauth_credentials_expired", "{\"status\":401}"));
  }

  @Test
  void anUnknownErrorCategoryIsIgnored() {
    Map<String, Object> event = EventJson.status("sync.failed");
    for (Object value : List.of("bad_weather", "", 5, Map.of(), "OAUTH_CREDENTIALS_EXPIRED")) {
      event.put("error_category", value);
      assertThat(observed(event).failure()).isNull();
    }
  }

  @Test
  void errorDetailsThatAreNoObjectOrTooLargeAreIgnored() {
    Map<String, Object> event = EventJson.status("sync.failed");
    for (Object value : List.of("text", 5, List.of(1), Map.of("x", "y".repeat(8 * 1024)))) {
      event.put("error_details", value);
      assertThat(observed(event).failure()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "source_type", "collection_name", "collection_readable_id"})
  void aTextThatIsSomethingElseIsRejected(String field) {
    for (Object value : List.of(5, true, Map.of("message", "x"), List.of("x"))) {
      assertRejected(
          parse(EventJson.status("sync.failed"), field, value),
          RejectReason.MALFORMED_TEXT,
          field + " must be a text or null, but is ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "source_type", "collection_name", "collection_readable_id"})
  void textsAreCleanedAndCut(String field) {
    Map<String, Object> event = EventJson.status("sync.failed");
    event.put(field, "a\0b");
    assertThat(observed(event).toString()).contains("a\uFFFDb").doesNotContain("\0");
    event.put(field, "ğ".repeat(5000));
    assertThat(observed(event).toString()).contains("ğğ… [cut]");
  }

  @Test
  void anEscapedLoneSurrogateIsCleaned() {
    String json = EventJson.text(EventJson.status("sync.failed"));
    Parsed parsed = parse(json.replace("\"notion\"", "\"a\\ud800b\""));
    assertThat(((Parsed.Observed) parsed).observation().facts().sourceType()).isEqualTo("a\uFFFDb");
  }

  // Bytes

  @Test
  void noPayloadAndEmptyPayloadsAreRejected() {
    assertRejected(parser.parse(null, NOW), RejectReason.EMPTY, "tombstone");
    assertRejected(parse(""), RejectReason.EMPTY, "white space");
    assertRejected(parse(" \n\t"), RejectReason.EMPTY, "white space");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "{", "{\"a\"", "{\"a\":", "{\"a\":1,}", "{'a':1}", "{\"a\":NaN}"})
  void brokenJsonIsRejected(String text) {
    assertRejected(parse(text), RejectReason.NOT_JSON, "not JSON: ");
  }

  @Test
  void whatFollowsTheObjectIsRejected() {
    String json = EventJson.text(EventJson.batch());
    assertThat(parse(json + " \r\n")).isInstanceOf(Parsed.Observed.class);
    assertRejected(parse(json + json), RejectReason.NOT_JSON, "follows");
    assertRejected(parse(json + "}"), RejectReason.NOT_JSON, "");
    assertRejected(parse(json + "\0"), RejectReason.NOT_JSON, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]", "\"sync.running\"", "5", "true", "null"})
  void jsonThatIsNoObjectIsRejected(String text) {
    assertRejected(parse(text), RejectReason.NOT_AN_OBJECT, "no object");
  }

  @Test
  void bytesThatAreNoTextAreRejected() {
    assertRejected(
        parser.parse(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}, NOW),
        RejectReason.NOT_JSON,
        "not JSON");
    assertRejected(
        parser.parse(new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF, 127, 127, 127, 127}, NOW),
        RejectReason.NOT_JSON,
        "not JSON");
  }

  @Test
  void theSizeIsCheckedBeforeAnythingElse() {
    String json = EventJson.text(EventJson.batch());
    String largest = json + " ".repeat(1024 * 1024 - json.length());
    assertThat(parse(largest)).isInstanceOf(Parsed.Observed.class);
    assertRejected(parse(largest + " "), RejectReason.TOO_LARGE, "1048577 bytes");
    assertRejected(
        parser.parse(new byte[2 * 1024 * 1024], NOW), RejectReason.TOO_LARGE, "2097152 bytes");
  }

  @Test
  void unknownFieldsAreIgnoredUpToABoundOfDepth() {
    String json = EventJson.text(EventJson.batch());
    assertThat(parse(withNested(json, 127))).isInstanceOf(Parsed.Observed.class);
    assertRejected(parse(withNested(json, 128)), RejectReason.NOT_JSON, "not JSON");
    assertRejected(parse(withNested(json, 100_000)), RejectReason.NOT_JSON, "not JSON");
  }

  @Test
  void unknownFieldsMayBeHuge() {
    String json = EventJson.text(EventJson.batch());
    String huge = "9".repeat(300_000);
    assertThat(
            parse(
                json.replaceFirst("\\{", "{\"" + huge + "\":" + huge + ",\"x\":\"" + huge + "\",")))
        .isInstanceOf(Parsed.Observed.class);
  }

  @Test
  void ofAFieldThatComesTwiceTheLastCounts() {
    String json = EventJson.text(EventJson.batch());
    String twice = json.substring(0, json.length() - 1) + ",\"inserted\":77}";
    assertThat(((Parsed.Observed) parse(twice)).observation().counts().inserted()).isEqualTo(77);
    String mended = json.replaceFirst("\\{", "{\"sync_id\":5,\"event_type\":\"x\",");
    assertThat(parse(mended)).isInstanceOf(Parsed.Observed.class);
    String spoilt = json.substring(0, json.length() - 1) + ",\"sync_id\":5}";
    assertRejected(parse(spoilt), RejectReason.MALFORMED_ID, "sync_id");
    String unsaid = json.substring(0, json.length() - 1) + ",\"sync_id\":null}";
    assertThat(((Parsed.Observed) parse(unsaid)).observation().facts().sync()).isNull();
  }

  @Test
  void aByteOrderMarkAndOtherEncodingsOfJsonAreRead() {
    String json = EventJson.text(EventJson.batch());
    assertThat(parse("\uFEFF" + json)).isEqualTo(parse(json));
    assertThat(parser.parse(json.getBytes(UTF_16LE), NOW)).isEqualTo(parse(json));
  }

  @Test
  void aBadRecordLeavesNothingBehind() {
    Map<String, Object> bare = EventJson.status("sync.completed");
    bare.keySet()
        .retainAll(List.of("event_type", "timestamp", "sync_job_id", "source_connection_id"));
    Parsed expected = new EventParser().parse(EventJson.bytes(bare), NOW);
    Map<String, Object> full = EventJson.status("sync.failed");
    full.put("error", "boom");
    for (String field : List.copyOf(full.keySet())) {
      parse(full, field, List.of("malformed"));
      assertThat(parse(bare)).isEqualTo(expected);
    }
    String text = EventJson.text(full);
    for (int end = 0; end <= text.length(); end++) {
      parse(text.substring(0, end));
      assertThat(parse(bare)).isEqualTo(expected);
    }
  }

  @Test
  void aMessageIsOneBoundedLine() {
    Map<String, Object> event = EventJson.status("sync.failed");
    Parsed parsed = parse(event, "sync_job_id", "\n\0\r\u0085" + "x".repeat(500_000));
    assertThat(((Parsed.Rejected) parsed).message())
        .startsWith("sync_job_id must be a UUID, but is \"")
        .hasSizeLessThan(200)
        .matches(message -> message.chars().noneMatch(Character::isISOControl));
  }

  private static String withNested(String json, int depth) {
    return json.replaceFirst("\\{", "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + ",");
  }

  private Observation observed(Map<String, Object> event) {
    Parsed parsed = parse(event);
    assertThat(parsed).isInstanceOf(Parsed.Observed.class);
    return ((Parsed.Observed) parsed).observation();
  }

  private Parsed parse(Map<String, Object> event, String field, Object value) {
    Map<String, Object> bent = new LinkedHashMap<>(event);
    bent.put(field, value);
    return parse(bent);
  }

  private Parsed parse(Map<String, Object> event) {
    return parser.parse(EventJson.bytes(event), NOW);
  }

  private Parsed parse(String text) {
    return parser.parse(text.getBytes(UTF_8), NOW);
  }

  private static void assertRejected(Parsed parsed, RejectReason reason, String message) {
    assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    Parsed.Rejected rejected = (Parsed.Rejected) parsed;
    assertThat(rejected.reason()).isEqualTo(reason);
    assertThat(rejected.message()).contains(message);
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }
}
