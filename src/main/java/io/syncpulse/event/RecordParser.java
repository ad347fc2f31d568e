package io.syncpulse.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Reads records of one kind, each a JSON object.
 *
 * <p>Never throws: whatever the bytes are, the answer says what became of them. Fields may come in
 * any order, unknown ones are ignored, and of one that comes twice the last counts (as in every
 * JSON library of the platform). Not thread-safe, but may be used for any number of records: none
 * leaves anything behind.
 */
public abstract class RecordParser {

  /** The largest record that is looked into, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  /** How deep a record may be nested, ignored fields included. */
  static final int MAX_DEPTH = 128;

  private final JsonFactory json =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(MAX_BYTES)
                  .maxNumberLength(MAX_BYTES)
                  .maxStringLength(MAX_BYTES)
                  .build())
          .build();

  RecordParser() {}

  /**
   * Reads one record.
   *
   * @param payload the bytes of the record; null for a tombstone
   * @param nowMicros the time of reading, microseconds since the epoch
   */
  public Parsed parse(byte[] payload, long nowMicros) {
    try {
      read(payload);
      return interpret(nowMicros);
    } catch (Unusable | IOException | RuntimeException e) {
      return rejected(e);
    }
  }

  static Parsed.Rejected rejected(Exception e) {
    if (e instanceof Unusable unusable) {
      return new Parsed.Rejected(unusable.reason(), unusable.getMessage());
    }
    if (e instanceof IOException) {
      String why =
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      return new Parsed.Rejected(
          RejectReason.NOT_JSON, "not JSON: " + CleanText.excerpt(String.valueOf(why)));
    }
    // A bug here or in the JSON library must cost one record, not the job.
    return new Parsed.Rejected(RejectReason.PARSER_FAILED, CleanText.excerpt(e.toString()));
  }

  final void read(byte[] payload) throws IOException, Unusable {
    if (payload == null) {
      throw new Unusable(RejectReason.EMPTY, "no payload (a tombstone)");
    }
    if (payload.length > MAX_BYTES) {
      throw new Unusable(RejectReason.TOO_LARGE, payload.length + " bytes, more than " + MAX_BYTES);
    }
    try (JsonParser parser = json.createParser(payload)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Unusable(RejectReason.EMPTY, "nothing but white space");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new Unusable(RejectReason.NOT_AN_OBJECT, "JSON, but no object");
      }
      readFields(parser);
      if (parser.nextToken() != null) {
        throw new Unusable(RejectReason.NOT_JSON, "something follows the JSON object");
      }
    }
  }

  /** Forgets the record before, and reads the object that the parser stands at, to its end. */
  abstract void readFields(JsonParser parser) throws IOException;

  /**
   * What the fields that were read say.
   *
   * @throws Unusable when it is nothing that can be used
   */
  abstract Parsed interpret(long nowMicros) throws Unusable;
}
