package io.syncpulse.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncpulse.event.CleanText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A row of Airweave on its way to Kafka, as an event of the type {@code syncpulse.job} or {@code
 * syncpulse.connection}. Fields are put in as they come: whether they make sense the parser of
 * events decides, here as in the job.
 */
public final class RowEvent {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> FACTS =
      List.of(
          "source_connection_id",
          "organization_id",
          "sync_id",
          "source_type",
          "collection_readable_id");

  private final ObjectNode fields = JSON.createObjectNode();

  private RowEvent(String type) {
    fields.put("event_type", type);
  }

  /** A row of a connection, still empty. */
  static RowEvent connection() {
    return new RowEvent("syncpulse.connection");
  }

  /** A row of a job of this connection, still empty. */
  static RowEvent jobOf(RowEvent connection) {
    RowEvent job = new RowEvent("syncpulse.job");
    FACTS.forEach(field -> job.put(field, connection.fields.get(field)));
    return job;
  }

  /** A row of a job, still empty. */
  static RowEvent job() {
    return new RowEvent("syncpulse.job");
  }

  /** Puts a value in as it is; null and JSON's null are left out. */
  RowEvent put(String field, JsonNode valueOrNull) {
    if (valueOrNull != null && !valueOrNull.isNull()) {
      fields.set(field, valueOrNull);
    }
    return this;
  }

  /** Puts a text in, one that is too long for any use cut; null is left out. */
  RowEvent put(String field, String textOrNull) {
    if (textOrNull != null) {
      fields.put(field, CleanText.clean(textOrNull));
    }
    return this;
  }

  RowEvent put(String field, long number) {
    fields.put(field, number);
    return this;
  }

  /** Puts a time in, microseconds since the epoch; null is left out. */
  RowEvent putTime(String field, Long microsOrNull) {
    if (microsOrNull != null) {
      fields.put(field, Instant.EPOCH.plus(microsOrNull, ChronoUnit.MICROS).toString());
    }
    return this;
  }

  /** The id of the job or, in a row of a connection, of the connection: for messages. */
  public String name() {
    JsonNode job = fields.path("sync_job_id");
    return job.isMissingNode()
        ? "connection " + fields.path("source_connection_id").asText()
        : "job " + job.asText();
  }

  /** The event in UTF-8. */
  public byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(fields);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
