package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows of the platform's tables, and changes of them as Debezium writes them. */
public final class RowJson {

  static final UUID ORGANIZATION = UUID.fromString("49a5e358-3466-5149-8662-1da518af6816");
  static final UUID SYNC = UUID.fromString("768f274f-7149-54e0-99be-462a35334018");
  static final UUID JOB = UUID.fromString("d3f825bd-6dbc-51a5-a08c-99fc20bfe202");
  static final UUID CONNECTION = UUID.fromString("f9bc74a9-0c39-56e4-9c94-711bad1b430a");

  private RowJson() {}

  /** How a connector may be set up to write changes. */
  public enum Shape {
    ENVELOPE,
    ENVELOPE_WITH_SCHEMA,
    FLATTENED,
    FLATTENED_WITH_SCHEMA;

    /** The shapes that say the same of any change. */
    public static final List<Shape> ALL = List.of(values());
  }

  /** A change that is not yet written in any shape. */
  public record Change(String op, Map<String, Object> row, long lsn, long changedAtMillis) {}

  /** A job that has completed, its times in microseconds since the epoch. */
  static Map<String, Object> job() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", JOB.toString());
    row.put("organization_id", ORGANIZATION.toString());
    row.put("sync_id", SYNC.toString());
    row.put("status", "completed");
    row.put("started_at", 1_735_689_610_000_001L);
    row.put("completed_at", 1_735_689_700_000_002L);
    row.put("failed_at", null);
    row.put("entities_inserted", 1);
    row.put("entities_updated", 2);
    row.put("entities_deleted", 3);
    row.put("entities_kept", 4);
    row.put("entities_skipped", 5);
    row.put("error", null);
    row.put("error_category", null);
    row.put("entities_encountered", "{\"id\":\"x\",\"status\":7}");
    row.put("scheduled", true);
    row.put("sync_metadata", Map.of("id", 1, "after", Map.of("status", "failed")));
    row.put("created_at", 1_735_689_600_000_003L);
    row.put("modified_at", 1_735_689_700_000_004L);
    row.put("created_by_email", "somebody@example.com");
    return row;
  }

  /** A connection, its times in microseconds since the epoch. */
  static Map<String, Object> connection() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", CONNECTION.toString());
    row.put("organization_id", ORGANIZATION.toString());
    row.put("name", "Our notes");
    row.put("short_name", "notion");
    row.put("sync_id", SYNC.toString());
    row.put("connection_id", "7");
    row.put("is_authenticated", true);
    row.put("created_at", 1_735_689_500_000_005L);
    row.put("modified_at", 1_735_689_500_000_006L);
    return row;
  }

  /** The bytes of a change. */
  public static byte[] bytes(Shape shape, Change change) {
    return EventJson.text(
            switch (shape) {
              case ENVELOPE -> envelope(change);
              case ENVELOPE_WITH_SCHEMA -> withSchema(envelope(change));
              case FLATTENED -> flattened(change);
              case FLATTENED_WITH_SCHEMA -> withSchema(flattened(change));
            })
        .getBytes(UTF_8);
  }

  static Map<String, Object> envelope(Change change) {
    boolean isDeletion = change.op().equals("d");
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("before", isDeletion ? onlyId(change.row()) : null);
    envelope.put("after", isDeletion ? null : change.row());
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("connector", "postgresql");
    source.put("ts_ms", change.changedAtMillis());
    source.put("snapshot", change.op().equals("r") ? "true" : "false");
    source.put("table", "any");
    source.put("sequence", "[\"1\",\"2\"]");
    source.put("lsn", change.lsn());
    source.put("xmin", null);
    envelope.put("source", source);
    envelope.put("transaction", null);
    envelope.put("op", change.op());
    envelope.put("ts_ms", change.changedAtMillis() + 321);
    return envelope;
  }

  static Map<String, Object> flattened(Change change) {
    boolean isDeletion = change.op().equals("d");
    Map<String, Object> row = new LinkedHashMap<>(isDeletion ? onlyId(change.row()) : change.row());
    row.put("__deleted", isDeletion ? "true" : "false");
    row.put("__op", change.op());
    row.put("__source_lsn", change.lsn());
    row.put("__source_ts_ms", change.changedAtMillis());
    return row;
  }

  /** Of a row that is gone Postgres tells the key only; Debezium fills up what may not be null. */
  private static Map<String, Object> onlyId(Map<String, Object> row) {
    Map<String, Object> before = new LinkedHashMap<>();
    row.keySet().forEach(column -> before.put(column, null));
    before.put("id", row.get("id"));
    before.put("short_name", "");
    before.put("created_at", 0);
    return before;
  }

  private static Map<String, Object> withSchema(Map<String, Object> payload) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("schema", Map.of("type", "struct", "fields", List.of(Map.of("field", "id"))));
    record.put("payload", payload);
    return record;
  }
}
