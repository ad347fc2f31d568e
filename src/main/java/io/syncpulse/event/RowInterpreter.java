package io.syncpulse.event;

import java.util.Set;

/** Makes sense of the fields of one change of a row: what was done to it, and what it says now. */
final class RowInterpreter {

  private static final String DELETE = "d";
  private static final String SNAPSHOT = "r";
  private static final Set<String> WRITES = Set.of("c", "u", SNAPSHOT);

  /** The table was emptied, or somebody wrote a message into the log: of no row. */
  private static final Set<String> PASSED_OVER = Set.of("t", "m");

  /** What Debezium writes for a large value that a change left as it was: it does not know it. */
  private static final String UNAVAILABLE = "__debezium_unavailable_value";

  private final RowTable table;
  private final RecordFields fields;

  RowInterpreter(RowTable table, RecordFields fields) {
    this.table = table;
    this.fields = fields;
  }

  /**
   * What the fields say, read at a time in microseconds since the epoch.
   *
   * @throws Unusable when nobody knows what was done, or a field that is needed is missing or
   *     malformed
   */
  Parsed interpret(long nowMicros) throws Unusable {
    String operation = fields.text(RowField.OPERATION);
    if (operation != null && PASSED_OVER.contains(operation)) {
      return new Parsed.PassedOver(operation);
    }
    if (DELETE.equals(operation) || fields.flag(RowField.IS_DELETED)) {
      // The platform deletes jobs with their connection; that they ran stays true.
      return table == RowTable.SYNC_JOB
          ? new Parsed.PassedOver(DELETE)
          : new Parsed.Observed(deletion(nowMicros));
    }
    if (operation != null && !WRITES.contains(operation)) {
      throw new Unusable(
          RejectReason.UNKNOWN_TYPE, "op is unknown: \"" + CleanText.excerpt(operation) + '"');
    }
    return new Parsed.Observed(table == RowTable.SYNC_JOB ? job(nowMicros) : connection(nowMicros));
  }

  /** Of the row before only the key is sure to be told, so the rest says nothing. */
  private Observation deletion(long nowMicros) throws Unusable {
    Id before = fields.id(RowField.ID_BEFORE);
    return ofConnection(
        before != null ? before : fields.requiredId(RowField.ID),
        changedAt(nowMicros),
        new ConnectionFacts(null, null, null, null, null, null),
        new TableRow(fields.count(RowField.LSN), null, null, null, true, false));
  }

  private Observation connection(long nowMicros) throws Unusable {
    return ofConnection(
        fields.requiredId(RowField.ID),
        version(nowMicros),
        new ConnectionFacts(
            fields.id(RowField.ORGANIZATION_ID),
            fields.id(RowField.SYNC_ID),
            text(RowField.SHORT_NAME),
            null,
            null,
            null),
        row(null, null, nowMicros));
  }

  private static Observation ofConnection(Id id, long at, ConnectionFacts facts, TableRow row) {
    return new Observation(id, null, at, null, -1, EntityCounts.NONE, null, facts, row);
  }

  private Observation job(long nowMicros) throws Unusable {
    JobStatus status = fields.status(RowField.STATUS);
    return new Observation(
        null,
        fields.requiredId(RowField.ID),
        version(nowMicros),
        status,
        -1,
        counts(),
        Failure.of(text(RowField.ERROR), text(RowField.ERROR_CATEGORY), null),
        new ConnectionFacts(
            fields.id(RowField.ORGANIZATION_ID),
            fields.requiredId(RowField.SYNC_ID),
            null,
            null,
            null,
            null),
        row(
            fields.timeOrNull(RowField.STARTED_AT, nowMicros),
            endedAt(status, nowMicros),
            nowMicros));
  }

  private TableRow row(Long startedAt, Long endedAt, long nowMicros) throws Unusable {
    return new TableRow(
        fields.count(RowField.LSN),
        fields.timeOrNull(RowField.CREATED_AT, nowMicros),
        startedAt,
        endedAt,
        false,
        SNAPSHOT.equals(fields.text(RowField.OPERATION)));
  }

  /** The platform tells apart how a job ended by the column that tells when. */
  private Long endedAt(JobStatus status, long nowMicros) throws Unusable {
    Long completedAt = fields.timeOrNull(RowField.COMPLETED_AT, nowMicros);
    Long failedAt = fields.timeOrNull(RowField.FAILED_AT, nowMicros);
    if (!status.isTerminal()) {
      return null;
    }
    if (completedAt == null || failedAt == null) {
      return completedAt == null ? failedAt : completedAt;
    }
    return status == JobStatus.FAILED ? failedAt : completedAt;
  }

  /** When the row was last modified; where it does not tell, when the change was made. */
  private long version(long nowMicros) throws Unusable {
    Long modifiedAt = fields.timeOrNull(RowField.MODIFIED_AT, nowMicros);
    return modifiedAt != null ? modifiedAt : changedAt(nowMicros);
  }

  private long changedAt(long nowMicros) throws Unusable {
    Long changedAt = fields.timeOrNull(RowField.CHANGED_AT, nowMicros);
    return changedAt != null ? changedAt : fields.time(RowField.CAPTURED_AT, nowMicros);
  }

  private EntityCounts counts() throws Unusable {
    return new EntityCounts(
        fields.count(RowField.ENTITIES_INSERTED),
        fields.count(RowField.ENTITIES_UPDATED),
        fields.count(RowField.ENTITIES_DELETED),
        fields.count(RowField.ENTITIES_KEPT),
        fields.count(RowField.ENTITIES_SKIPPED));
  }

  private String text(RowField field) throws Unusable {
    String text = fields.text(field);
    return UNAVAILABLE.equals(text) ? null : text;
  }
}
