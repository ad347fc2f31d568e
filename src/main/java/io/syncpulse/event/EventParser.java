package io.syncpulse.event;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads one event of the sync platform: a status of a job, or a batch of entities. */
public final class EventParser extends RecordParser {

  private final RecordFields fields = new RecordFields(EventField.values().length);
  private final EventInterpreter interpreter = new EventInterpreter(fields);

  /**
   * Reads only what every event says, whatever its type: enough to pass a record on under its key,
   * and to leave to the job what becomes of it.
   *
   * @param payload the bytes of the record
   */
  public EventHead head(byte[] payload) {
    try {
      read(payload);
      return EventHead.of(fields);
    } catch (Unusable | IOException | RuntimeException e) {
      return EventHead.of(rejected(e));
    }
  }

  @Override
  void readFields(JsonParser parser) throws IOException {
    fields.clear();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      EventField field = EventField.named(name);
      parser.nextToken();
      if (field == null) {
        parser.skipChildren();
      } else {
        fields.read(field, parser);
      }
    }
  }

  @Override
  Parsed interpret(long nowMicros) throws Unusable {
    return interpreter.interpret(nowMicros);
  }
}
