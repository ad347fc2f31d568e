package io.syncpulse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncpulse.JobDraft.Claim;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.RowJson;
import io.syncpulse.event.RowJson.Change;
import io.syncpulse.event.RowJson.Shape;
import io.syncpulse.story.Path;
import io.syncpulse.story.Story;
import io.syncpulse.story.Telling;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is told of the jobs of one connection, as the records that tell it. */
final class TellingJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String connection;
  private final String sync;
  private final Claim claim;

  TellingJson(String connection, String sync, Claim claim) {
    this.connection = connection;
    this.sync = sync;
    this.claim = claim;
  }

  /** The record of an event, of a change of the row in some shape, or of a backfill. */
  byte[] bytes(Story story, Telling telling, Shape shape) throws JsonProcessingException {
    return switch (telling.path()) {
      case EVENTS -> JSON.writeValueAsBytes(event(story, telling));
      case ROWS ->
          RowJson.bytes(
              shape, new Change("u", row(story, telling), telling.lsn(), telling.at() / 1000));
      case TABLES, API -> JSON.writeValueAsBytes(backfill(story, telling));
    };
  }

  /** The row of the connection itself, of a time in microseconds since the epoch. */
  byte[] connectionBytes(long createdAt, Shape shape) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", connection);
    row.put("organization_id", claim.organization());
    row.put("short_name", claim.sourceType());
    row.put("sync_id", sync);
    row.put("created_at", createdAt);
    row.put("modified_at", createdAt);
    return RowJson.bytes(shape, new Change("r", row, 1, createdAt / 1000));
  }

  private Map<String, Object> event(Story story, Telling telling) {
    Map<String, Object> event = common(story, telling);
    if (telling.batch() >= 0) {
      event.put("event_type", "entity.batch_processed");
      event.put("batch_seq", telling.batch());
      counts("", event, telling.counts());
    } else {
      event.put("event_type", "sync." + telling.status().wireName());
      totals(event, telling);
    }
    return event;
  }

  private Map<String, Object> backfill(Story story, Telling telling) {
    Map<String, Object> event = common(story, telling);
    event.put("event_type", "syncpulse.job");
    event.put("status", telling.status().wireName());
    event.put("created_at", time(telling.createdAt()));
    event.put("started_at", time(telling.startedAt()));
    event.put("ended_at", time(telling.endedAt()));
    totals(event, telling);
    return event;
  }

  private Map<String, Object> row(Story story, Telling telling) {
    boolean failed = telling.status() == JobStatus.FAILED;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", story.job().toString());
    row.put("organization_id", claim.organization());
    row.put("sync_id", sync);
    row.put("status", telling.status().name());
    row.put("created_at", telling.createdAt());
    row.put("modified_at", telling.at());
    row.put("started_at", telling.startedAt());
    row.put("completed_at", failed ? null : telling.endedAt());
    row.put("failed_at", failed ? telling.endedAt() : null);
    totals(row, telling);
    return row;
  }

  private Map<String, Object> common(Story story, Telling telling) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("timestamp", time(telling.at()));
    event.put("sync_job_id", story.job().toString());
    event.put("source_connection_id", connection);
    event.put("organization_id", claim.organization());
    event.put("source_type", claim.sourceType());
    return event;
  }

  private static void totals(Map<String, Object> record, Telling telling) {
    counts("entities_", record, telling.counts());
    if (telling.failure() != null) {
      boolean isLeftOut = telling.path() == Path.ROWS && telling.failure().message() == null;
      record.put("error", isLeftOut ? "__debezium_unavailable_value" : telling.failure().message());
      record.put("error_category", telling.failure().category());
    }
  }

  private static void counts(String prefix, Map<String, Object> record, EntityCounts counts) {
    record.put(prefix + "inserted", counts.inserted());
    record.put(prefix + "updated", counts.updated());
    record.put(prefix + "deleted", counts.deleted());
    record.put(prefix + "kept", counts.kept());
  }

  private static String time(Long micros) {
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
