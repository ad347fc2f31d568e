package io.syncpulse.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Writes jobs as JSON: every field of the contract, always, in its order. */
final class JobWriter {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
  private static final int TYPICAL_JOB_BYTES = 512;

  private static final SerializableString ID = new SerializedString("id");
  private static final SerializableString CONNECTION = new SerializedString("source_connection_id");
  private static final SerializableString STATUS = new SerializedString("status");
  private static final SerializableString STARTED = new SerializedString("started_at");
  private static final SerializableString COMPLETED = new SerializedString("completed_at");
  private static final SerializableString DURATION = new SerializedString("duration_seconds");
  private static final SerializableString INSERTED = new SerializedString("entities_inserted");
  private static final SerializableString UPDATED = new SerializedString("entities_updated");
  private static final SerializableString DELETED = new SerializedString("entities_deleted");
  private static final SerializableString FAILED = new SerializedString("entities_failed");
  private static final SerializableString ERROR = new SerializedString("error");
  private static final SerializableString CATEGORY = new SerializedString("error_category");
  private static final SerializableString DETAILS = new SerializedString("error_details");

  private final JsonGenerator json;
  private final AsciiText text = new AsciiText();

  private JobWriter(JsonGenerator json) {
    this.json = json;
  }

  /**
   * A JSON array of the jobs.
   *
   * <p>Whole in memory, so that a slow client does not hold a database connection, and a failure in
   * the middle is not half an answer with status 200.
   */
  static byte[] write(List<Job> jobs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + jobs.size() * TYPICAL_JOB_BYTES);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      JobWriter writer = new JobWriter(json);
      json.writeStartArray();
      for (Job job : jobs) {
        writer.write(job);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(Job job) throws IOException {
    json.writeStartObject();
    field(ID, job.id());
    field(CONNECTION, job.connection());
    field(STATUS, job.status());
    field(STARTED, job.startedAt());
    field(COMPLETED, job.completedAt());
    json.writeFieldName(DURATION);
    if (job.durationSeconds() == null) {
      json.writeNull();
    } else {
      json.writeNumber(job.durationSeconds().doubleValue());
    }
    field(INSERTED, job.inserted());
    field(UPDATED, job.updated());
    field(DELETED, job.deleted());
    field(FAILED, job.failed());
    field(ERROR, job.error());
    field(CATEGORY, job.errorCategory());
    json.writeFieldName(DETAILS);
    json.writeRawValue(job.errorDetails() == null ? "null" : job.errorDetails());
    json.writeEndObject();
  }

  private void field(SerializableString name, UUID id) throws IOException {
    json.writeFieldName(name);
    text.set(id).writeTo(json);
  }

  private void field(SerializableString name, Instant timeOrNull) throws IOException {
    json.writeFieldName(name);
    if (timeOrNull == null) {
      json.writeNull();
    } else {
      text.set(timeOrNull).writeTo(json);
    }
  }

  private void field(SerializableString name, long number) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(number);
  }

  private void field(SerializableString name, String textOrNull) throws IOException {
    json.writeFieldName(name);
    json.writeString(textOrNull);
  }
}
