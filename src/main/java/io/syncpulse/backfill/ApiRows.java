package io.syncpulse.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes rows of what Airweave's API shows. It does not tell when a job was last modified, so each
 * row gets the latest time at which it surely was as shown: were it later, the row would outrank
 * what is newer.
 */
final class ApiRows {

  private ApiRows() {}

  /** A connection from the list of connections. */
  static RowEvent connection(Id id, Id organization, ApiAnswer shown) {
    JsonNode connection = shown.body();
    RowEvent row =
        RowEvent.connection()
            .put("source_connection_id", id.toString())
            .put("organization_id", organization.toString())
            .put("source_type", connection.get("short_name"))
            .put("collection_readable_id", connection.get("readable_collection_id"))
            .put("created_at", connection.get("created_at"));
    return row.putTime("timestamp", first(time(connection, "modified_at"), micros(shown.asOf())));
  }

  /**
   * The jobs of a connection, oldest first.
   *
   * @param connection the row of the connection
   * @param list how the list of connections shows it
   * @param jobs the answer that lists its jobs, newest first
   */
  static List<RowEvent> jobs(RowEvent connection, ApiAnswer list, ApiAnswer jobs) {
    List<RowEvent> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long asOf = micros(jobs.asOf());
    long notBefore = first(time(list.body(), "created_at"), asOf);
    for (int i = jobs.body().size() - 1; i >= 0; i--) {
      JsonNode job = jobs.body().get(i);
      if (seen.add(job.path("id").asText())) {
        rows.add(row(connection, job, version(job, notBefore, asOf)));
      }
      notBefore = first(time(job, "started_at"), notBefore);
    }
    return rows;
  }

  private static RowEvent row(RowEvent connection, JsonNode job, long version) {
    RowEvent row =
        RowEvent.jobOf(connection)
            .put("sync_job_id", job.get("id"))
            .putTime("timestamp", version)
            .put("status", job.get("status"))
            .put("started_at", job.get("started_at"))
            .put("ended_at", job.get("completed_at"))
            .put("error_category", job.get("error_category"))
            .put("entities_inserted", job.get("entities_inserted"))
            .put("entities_updated", job.get("entities_updated"))
            .put("entities_deleted", job.get("entities_deleted"))
            // Airweave shows what was skipped under this name.
            .put("entities_skipped", job.get("entities_failed"));
    JsonNode error = job.path("error");
    return error.isTextual() ? row.put("error", error.textValue()) : row;
  }

  /**
   * The latest time at which the job surely was so. One that has ended was when it completed; of
   * one that failed the API does not tell when, and no more is sure than that it began, or if not
   * even that, that it came after the job before. One that is under way is so now.
   */
  private static long version(JsonNode job, long notBefore, long asOf) {
    JobStatus status = JobStatus.named(job.path("status").asText());
    if (status == null || !status.isTerminal()) {
      return asOf;
    }
    return first(time(job, "completed_at"), first(time(job, "started_at"), notBefore));
  }

  /** Microseconds since the epoch; null when there is no time. */
  private static Long time(JsonNode object, String field) {
    long micros = Timestamps.parseMicros(object.path(field).asText());
    return micros == Timestamps.UNPARSABLE ? null : (Long) micros;
  }

  private static long first(Long timeOrNull, long otherwise) {
    return timeOrNull != null ? timeOrNull : otherwise;
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
