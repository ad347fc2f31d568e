package io.syncpulse.event;

import java.util.Map;
import java.util.Set;

/** The event types that the platform sends, and what each means here. */
final class EventTypes {

  /** A batch of entities that a job processed. */
  static final String BATCH = "entity.batch_processed";

  /** A job as the platform's own records show it: what a backfill publishes. */
  static final String JOB_ROW = "syncpulse.job";

  /** A connection as the platform's own records show it. */
  static final String CONNECTION_ROW = "syncpulse.connection";

  private static final Map<String, JobStatus> STATUSES =
      Map.of(
          "sync.pending", JobStatus.PENDING,
          "sync.running", JobStatus.RUNNING,
          "sync.cancelling", JobStatus.CANCELLING,
          "sync.completed", JobStatus.COMPLETED,
          "sync.failed", JobStatus.FAILED,
          "sync.cancelled", JobStatus.CANCELLED);

  private static final Set<String> PASSED_OVER_FAMILIES =
      Set.of("collection", "source_connection", "search", "query", "organization");

  private EventTypes() {}

  /** The status that an event of this type reports; null when it is no status event. */
  static JobStatus status(String type) {
    return STATUSES.get(type);
  }

  /** Whether the type is known and says nothing of jobs. */
  static boolean isPassedOver(String type) {
    int dot = type.indexOf('.');
    return type.equals("access_control.batch_processed")
        || (dot > 0 && PASSED_OVER_FAMILIES.contains(type.substring(0, dot)));
  }
}
