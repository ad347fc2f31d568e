package io.syncpulse.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Writes events as the platform's webhooks do. */
final class Payloads {

  private static final JsonFactory JSON = new JsonFactory();

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** What a batch did, or its part of one entity type. */
  record Counts(int inserted, int updated, int deleted, int kept) {

    Counts plus(Counts other) {
      return new Counts(
          inserted + other.inserted,
          updated + other.updated,
          deleted + other.deleted,
          kept + other.kept);
    }

    static Counts sum(Map<String, Counts> parts) {
      return parts.values().stream().reduce(new Counts(0, 0, 0, 0), Counts::plus);
    }
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private Payloads() {}

  /** A status of a job. All its counters are zero, as they are in life: batches have the truth. */
  static byte[] status(
      SimulatedConnection connection, UUID job, String status, Instant at, Mishap mishap) {
    return object(
        json -> {
          head(json, "sync." + status, at, connection);
          job(json, connection, job);
          json.writeStringField("collection_name", connection.collectionName());
          json.writeStringField("collection_readable_id", connection.collectionReadableId());
          json.writeNumberField("entities_inserted", 0);
          json.writeNumberField("entities_updated", 0);
          json.writeNumberField("entities_deleted", 0);
          json.writeNumberField("entities_skipped", 0);
          json.writeNumberField("chunks_written", 0);
          json.writeStringField("error", mishap == null ? null : mishap.message());
          if (mishap != null && mishap.category() != null) {
            json.writeStringField("error_category", mishap.category());
          }
          if (mishap != null && mishap.details() != null) {
            json.writeFieldName("error_details");
            json.writeRawValue(mishap.details());
          }
        });
  }

  /** A batch of entities, by entity type. */
  static byte[] batch(
      SimulatedConnection connection,
      UUID job,
      int sequence,
      Instant at,
      Map<String, Counts> byType,
      double millis) {
    return object(
        json -> {
          head(json, "entity.batch_processed", at, connection);
          job(json, connection, job);
          counts(json, Counts.sum(byType));
          json.writeObjectFieldStart("type_breakdown");
          for (Map.Entry<String, Counts> part : byType.entrySet()) {
            json.writeObjectFieldStart(part.getKey());
            counts(json, part.getValue());
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeNumberField("batch_seq", sequence);
          json.writeNumberField("batch_duration_ms", millis);
          json.writeBooleanField("billable", true);
        });
  }

  /** An event that says nothing of a job. */
  static byte[] other(SimulatedConnection connection, String type, Instant at) {
    return object(
        json -> {
          head(json, type, at, connection);
          json.writeStringField("collection_id", connection.collection().toString());
          json.writeStringField("collection_name", connection.collectionName());
          json.writeStringField("collection_readable_id", connection.collectionReadableId());
        });
  }

  private static void head(
      JsonGenerator json, String type, Instant at, SimulatedConnection connection)
      throws IOException {
    json.writeStringField("event_type", type);
    json.writeStringField("timestamp", TIMESTAMP.format(at));
    json.writeStringField("organization_id", connection.organization().toString());
  }

  private static void job(JsonGenerator json, SimulatedConnection connection, UUID job)
      throws IOException {
    json.writeStringField("sync_id", connection.sync().toString());
    json.writeStringField("sync_job_id", job.toString());
    json.writeStringField("collection_id", connection.collection().toString());
    json.writeStringField("source_connection_id", connection.id().toString());
    json.writeStringField("source_type", connection.sourceType());
  }

  private static void counts(JsonGenerator json, Counts counts) throws IOException {
    json.writeNumberField("inserted", counts.inserted);
    json.writeNumberField("updated", counts.updated);
    json.writeNumberField("deleted", counts.deleted);
    json.writeNumberField("kept", counts.kept);
  }

  private static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
