package io.syncpulse.event;

/**
 * What a record says of itself before anybody looks closer.
 *
 * @param problem why it is no event, one line for people; null when it is one
 * @param connection the source connection that it is about; null when it names none that is a UUID
 */
public record EventHead(String problem, Id connection) {

  /** Whether it is an event: a JSON object with a type, known or not. */
  public boolean isEvent() {
    return problem == null;
  }

  static EventHead of(RecordFields fields) throws Unusable {
    if (fields.text(EventField.EVENT_TYPE) == null) {
      throw new Unusable(RejectReason.MISSING_TYPE, "event_type is missing");
    }
    return new EventHead(null, connection(fields));
  }

  /** A bug of the parser is no fault of the record: the job's dead letters show it, untouched. */
  static EventHead of(Parsed.Rejected rejected) {
    return rejected.reason() == RejectReason.PARSER_FAILED
        ? new EventHead(null, null)
        : new EventHead(rejected.message(), null);
  }

  private static Id connection(RecordFields fields) {
    try {
      return fields.id(EventField.SOURCE_CONNECTION_ID);
    } catch (Unusable malformed) {
      return null;
    }
  }
}
