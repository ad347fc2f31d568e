package io.syncpulse.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;

/**
 * Reads one change of a row of the platform's tables, as Debezium writes it: with its envelope or
 * flattened by {@code ExtractNewRecordState}, with its schema or without.
 */
final class RowParser extends RecordParser {

  private final RecordFields fields = new RecordFields(RowField.values().length);
  private final RowInterpreter interpreter;

  RowParser(RowTable table) {
    this.interpreter = new RowInterpreter(table, fields);
  }

  /** Like every record, but one without a payload only tells Kafka that a key is gone. */
  @Override
  public Parsed parse(byte[] payload, long nowMicros) {
    return payload == null ? new Parsed.PassedOver("tombstone") : super.parse(payload, nowMicros);
  }

  @Override
  void readFields(JsonParser parser) throws IOException {
    fields.clear();
    readObject(RowField.CHANGE, parser);
  }

  private void readObject(String object, JsonParser parser) throws IOException {
    Map<String, RowField> known = RowField.in(object);
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
      RowField field = known.get(name);
      if (isObject && object.equals(RowField.CHANGE) && RowField.in(name) != null) {
        readObject(name, parser);
      } else if (field == null) {
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
