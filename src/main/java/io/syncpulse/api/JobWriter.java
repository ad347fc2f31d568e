package io.syncpulse.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;

/** Writes jobs as JSON: every field of the contract, always, in its order. */
final class JobWriter {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int TYPICAL_JOB_BYTES = 512;

  private JobWriter() {}

  /**
   * A JSON array of the jobs.
   *
   * <p>Whole in memory, so that a slow client does not hold a database connection, and a failure in
   * the middle is not half an answer with status 200.
   */
  static byte[] write(List<Job> jobs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + jobs.size() * TYPICAL_JOB_BYTES);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartArray();
      for (Job job : jobs) {
        write(json, job);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Job job) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", job.id().toString());
    json.writeStringField("source_connection_id", job.connection().toString());
    json.writeStringField("status", job.status());
    writeTime(json, "started_at", job.startedAt());
    writeTime(json, "completed_at", job.completedAt());
    if (job.durationSeconds() == null) {
      json.writeNullField("duration_seconds");
    } else {
      json.writeNumberField("duration_seconds", job.durationSeconds());
    }
    json.writeNumberField("entities_inserted", job.inserted());
    json.writeNumberField("entities_updated", job.updated());
    json.writeNumberField("entities_deleted", job.deleted());
    json.writeNumberField("entities_failed", job.failed());
    json.writeStringField("error", job.error());
    json.writeStringField("error_category", job.errorCategory());
    json.writeFieldName("error_details");
    json.writeRawValue(job.errorDetails() == null ? "null" : job.errorDetails());
    json.writeEndObject();
  }

  /** Of the fraction no digits, three, or six: as many as it takes to be exact. */
  private static void writeTime(JsonGenerator json, String name, OffsetDateTime time)
      throws IOException {
    json.writeStringField(name, time == null ? null : time.toInstant().toString());
  }
}
