package io.syncpulse.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

/** A simulated event as a reader sees it. */
record Arrived(SimulatedEvent event, JsonNode json) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Set<String> STATUSES =
      Set.of("pending", "running", "cancelling", "completed", "failed", "cancelled");

  static Arrived of(SimulatedEvent event) {
    try {
      return new Arrived(event, MAPPER.readTree(event.payload()));
    } catch (JsonProcessingException poison) {
      return new Arrived(event, MAPPER.nullNode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String type() {
    return json.path("event_type").asText();
  }

  boolean isBatch() {
    return type().equals("entity.batch_processed");
  }

  boolean isStatus() {
    return type().startsWith("sync.");
  }

  String status() {
    return type().substring("sync.".length());
  }

  boolean isOfAJob() {
    return isBatch() || isStatus();
  }

  String job() {
    return json.path("sync_job_id").asText();
  }

  OffsetDateTime timestamp() {
    return OffsetDateTime.parse(json.path("timestamp").asText());
  }

  List<Long> counts() {
    return counts(json);
  }

  static List<Long> counts(JsonNode of) {
    return List.of("inserted", "updated", "deleted", "kept").stream()
        .map(name -> of.path(name).asLong(-1))
        .toList();
  }

  /** What tells a repeated delivery from another event. */
  String naturalKey() {
    return job() + " " + (isBatch() ? json.path("batch_seq").asText() : type());
  }

  boolean isPoison() {
    if (!json.isObject()) {
      return true;
    }
    if (!isOfAJob()) {
      return false;
    }
    try {
      timestamp();
    } catch (DateTimeParseException e) {
      return true;
    }
    return job().length() != 36
        || isStatus() && !STATUSES.contains(status())
        || json.path("entities_inserted").asLong() < 0;
  }
}
