package io.syncpulse.history;

import io.syncpulse.event.JobStatus;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When a silent job is taken for lost, and when its history can no longer matter. All in event
 * time.
 *
 * @param lostAfterPending silence after which a created or pending job is lost
 * @param lostAfterRunning silence after which a running job is lost
 * @param lostAfterCancelling silence after which a cancelling job is lost
 * @param keepFinished how long the state of a job with a terminal status is kept after it was last
 *     heard of; must cover the disorder of its events
 * @param keepUnfinished the same for a job without one; must cover the longest run
 * @param until no job is taken for lost after this: for a run over a past that others go on from;
 *     null for ever
 */
public record HistoryRules(
    Duration lostAfterPending,
    Duration lostAfterRunning,
    Duration lostAfterCancelling,
    Duration keepFinished,
    Duration keepUnfinished,
    Instant until)
    implements Serializable {

  /** After all time. */
  static final long NEVER = Long.MAX_VALUE;

  /**
   * When the job counts as lost if nothing more is heard of it, microseconds since the epoch;
   * {@link #NEVER} when that is not for this run to say.
   */
  long lostAt(JobHistory history) {
    long lostAt = history.heardAt + micros(silenceAllowed(history.status()));
    return until == null || lostAt <= micros(until) ? lostAt : NEVER;
  }

  /**
   * When the job's state may be cleared, microseconds since the epoch.
   *
   * @param touchedAt event time at which the last observation arrived: one that comes late, as in a
   *     replay of the past, keeps its state as long as one that comes in time
   */
  long forgetAt(JobHistory history, long touchedAt) {
    Duration keep = history.hasEnded() ? keepFinished : keepUnfinished;
    return Math.max(history.heardAt, touchedAt) + micros(keep);
  }

  private Duration silenceAllowed(JobStatus status) {
    return switch (status) {
      case CREATED, PENDING -> lostAfterPending;
      case RUNNING -> lostAfterRunning;
      case CANCELLING -> lostAfterCancelling;
      case COMPLETED, CANCELLED, FAILED ->
          throw new IllegalArgumentException("A job that is " + status + " cannot be lost");
    };
  }

  private static long micros(Instant time) {
    return TimeUnit.MILLISECONDS.toMicros(time.toEpochMilli());
  }

  private static long micros(Duration duration) {
    return TimeUnit.MILLISECONDS.toMicros(duration.toMillis());
  }
}
