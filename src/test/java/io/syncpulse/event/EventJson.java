package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Events as the platform writes them, as maps that tests bend before they become bytes. */
final class EventJson {

  static final UUID ORGANIZATION = UUID.fromString("49a5e358-3466-5149-8662-1da518af6816");
  static final UUID SYNC = UUID.fromString("768f274f-7149-54e0-99be-462a35334018");
  static final UUID JOB = UUID.fromString("d3f825bd-6dbc-51a5-a08c-99fc20bfe202");
  static final UUID COLLECTION = UUID.fromString("fec7baf3-5c68-5049-96a7-39f2f0ce927c");
  static final UUID CONNECTION = UUID.fromString("f9bc74a9-0c39-56e4-9c94-711bad1b430a");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EventJson() {}

  static Map<String, Object> status(String type) {
    Map<String, Object> event = common(type);
    event.put("collection_name", "Handbook");
    event.put("collection_readable_id", "handbook-x1");
    event.put("entities_inserted", 1);
    event.put("entities_updated", 2);
    event.put("entities_deleted", 3);
    event.put("entities_skipped", 4);
    event.put("chunks_written", 99);
    event.put("error", null);
    return event;
  }

  static Map<String, Object> batch() {
    Map<String, Object> event = common("entity.batch_processed");
    event.put("inserted", 10);
    event.put("updated", 20);
    event.put("deleted", 30);
    event.put("kept", 40);
    event.put("type_breakdown", Map.of("Page", Map.of("inserted", -1, "sync_id", "x")));
    event.put("batch_seq", 7);
    event.put("batch_duration_ms", 860.939);
    event.put("billable", true);
    return event;
  }

  static Map<String, Object> connectionRow() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("event_type", "syncpulse.connection");
    row.put("timestamp", "2025-01-02T00:00:00Z");
    row.put("lsn", 7);
    row.put("source_connection_id", CONNECTION.toString());
    row.put("organization_id", ORGANIZATION.toString());
    row.put("sync_id", SYNC.toString());
    row.put("source_type", "notion");
    row.put("collection_readable_id", "handbook-x1");
    row.put("created_at", "2025-01-01T00:00:00Z");
    return row;
  }

  private static Map<String, Object> common(String type) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event_type", type);
    event.put("timestamp", "2025-01-01T00:00:00.948Z");
    event.put("organization_id", ORGANIZATION.toString());
    event.put("sync_id", SYNC.toString());
    event.put("sync_job_id", JOB.toString());
    event.put("collection_id", COLLECTION.toString());
    event.put("source_connection_id", CONNECTION.toString());
    event.put("source_type", "notion");
    return event;
  }

  static byte[] bytes(Map<String, Object> event) {
    return text(event).getBytes(UTF_8);
  }

  static String text(Object json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Object read(String json) {
    try {
      return MAPPER.readValue(json, Object.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
