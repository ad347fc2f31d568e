package io.syncpulse.event;

/** Makes sense of the fields of one event: which type it is, and what that type needs. */
final class EventInterpreter {

  private final RecordFields fields;

  EventInterpreter(RecordFields fields) {
    this.fields = fields;
  }

  /**
   * What the fields say, read at a time in microseconds since the epoch.
   *
   * @throws Unusable when the event is of no known type, or a field that its type needs is missing
   *     or malformed
   */
  Parsed interpret(long nowMicros) throws Unusable {
    String type = fields.text(EventField.EVENT_TYPE);
    if (type == null) {
      throw new Unusable(RejectReason.MISSING_TYPE, "event_type is missing");
    }
    JobStatus status = EventTypes.status(type);
    if (status != null) {
      return new Parsed.Observed(observation(nowMicros, status, -1, totals(), failure(), null));
    }
    if (type.equals(EventTypes.BATCH)) {
      return new Parsed.Observed(
          observation(
              nowMicros, null, fields.batchSeq(EventField.BATCH_SEQ), deltas(), null, null));
    }
    if (type.equals(EventTypes.JOB_ROW)) {
      JobStatus shown = fields.status(EventField.STATUS);
      return new Parsed.Observed(
          observation(nowMicros, shown, -1, totals(), failure(), row(shown, nowMicros)));
    }
    if (type.equals(EventTypes.CONNECTION_ROW)) {
      return new Parsed.Observed(connection(nowMicros));
    }
    if (EventTypes.isPassedOver(type)) {
      return new Parsed.PassedOver(type);
    }
    throw new Unusable(
        RejectReason.UNKNOWN_TYPE, "event_type is unknown: \"" + CleanText.excerpt(type) + '"');
  }

  private Observation observation(
      long nowMicros,
      JobStatus status,
      int batch,
      EntityCounts counts,
      Failure failure,
      TableRow row)
      throws Unusable {
    return new Observation(
        fields.requiredId(EventField.SOURCE_CONNECTION_ID),
        job(),
        fields.time(EventField.TIMESTAMP, nowMicros),
        status,
        batch,
        counts,
        failure,
        facts(),
        row);
  }

  private Observation connection(long nowMicros) throws Unusable {
    return new Observation(
        fields.requiredId(EventField.SOURCE_CONNECTION_ID),
        null,
        fields.time(EventField.TIMESTAMP, nowMicros),
        null,
        -1,
        EntityCounts.NONE,
        null,
        facts(),
        new TableRow(
            fields.count(EventField.LSN),
            fields.timeOrNull(EventField.CREATED_AT, nowMicros),
            null,
            null,
            false,
            true));
  }

  private TableRow row(JobStatus status, long nowMicros) throws Unusable {
    Long endedAt = fields.timeOrNull(EventField.ENDED_AT, nowMicros);
    return new TableRow(
        fields.count(EventField.LSN),
        fields.timeOrNull(EventField.CREATED_AT, nowMicros),
        fields.timeOrNull(EventField.STARTED_AT, nowMicros),
        status.isTerminal() ? endedAt : null,
        false,
        true);
  }

  /**
   * The platform says {@code sync_job_id}; older events say {@code job_id}. Beside a {@code
   * sync_job_id} a {@code job_id} is an unknown field: somebody else's job, a worker's perhaps.
   */
  private Id job() throws Unusable {
    Id job = fields.id(EventField.SYNC_JOB_ID);
    if (job == null) {
      job = fields.id(EventField.JOB_ID);
    }
    return job != null ? job : fields.requiredId(EventField.SYNC_JOB_ID);
  }

  private EntityCounts totals() throws Unusable {
    return new EntityCounts(
        fields.count(EventField.ENTITIES_INSERTED),
        fields.count(EventField.ENTITIES_UPDATED),
        fields.count(EventField.ENTITIES_DELETED),
        fields.count(EventField.ENTITIES_KEPT),
        fields.count(EventField.ENTITIES_SKIPPED));
  }

  private EntityCounts deltas() throws Unusable {
    return new EntityCounts(
        fields.count(EventField.INSERTED),
        fields.count(EventField.UPDATED),
        fields.count(EventField.DELETED),
        fields.count(EventField.KEPT),
        0);
  }

  private Failure failure() throws Unusable {
    return Failure.of(
        fields.text(EventField.ERROR),
        fields.text(EventField.ERROR_CATEGORY),
        fields.text(EventField.ERROR_DETAILS));
  }

  private ConnectionFacts facts() throws Unusable {
    return new ConnectionFacts(
        fields.id(EventField.ORGANIZATION_ID),
        fields.id(EventField.SYNC_ID),
        fields.text(EventField.SOURCE_TYPE),
        fields.id(EventField.COLLECTION_ID),
        fields.text(EventField.COLLECTION_NAME),
        fields.text(EventField.COLLECTION_READABLE_ID));
  }
}
