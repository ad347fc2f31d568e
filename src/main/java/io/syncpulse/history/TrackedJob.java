package io.syncpulse.history;

import io.syncpulse.event.Id;
import io.syncpulse.event.Observation;
import java.util.concurrent.TimeUnit;

/**
 * One job as the fold keeps it: its history, and where it stands in event time. Flink keeps it as a
 * POJO, so its fields are public. All times are microseconds since the epoch.
 */
public final class TrackedJob {

  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);

  /** What was observed. */
  public JobHistory history = new JobHistory();

  /** Event time at which the last observation arrived; {@link Long#MIN_VALUE} before all. */
  public long touchedAt = Long.MIN_VALUE;

  /** When the job was lost, an inference; null when it is not taken for lost. */
  public Long lostAt;

  /** When the job is looked at next: always a whole minute, so that jobs share timers. */
  public long dueAt = Long.MAX_VALUE;

  /**
   * Takes in an observation. One that says something new takes the inference of a lost job back,
   * unless even that is older than the silence allowed.
   *
   * @param now event time
   * @return whether it said anything new
   */
  boolean add(Observation observation, long now, HistoryRules rules) {
    touchedAt = Math.max(touchedAt, now);
    boolean changed = history.add(observation);
    if (changed && lostAt != null) {
      lostAt = null;
      inferLoss(now, rules);
    }
    return changed;
  }

  /**
   * Takes the job for lost if event time says so.
   *
   * @return whether that is news
   */
  boolean inferLoss(long now, HistoryRules rules) {
    if (lostAt != null || history.hasEnded() || rules.lostAt(history) > now) {
      return false;
    }
    lostAt = rules.lostAt(history);
    return true;
  }

  /** Whether the state can be cleared. */
  boolean isForgettable(long now, HistoryRules rules) {
    return rules.forgetAt(history, touchedAt) <= now;
  }

  /**
   * Sets {@link #dueAt} to when event time alone will change something next.
   *
   * @return whether that is sooner than it was, so that a timer is needed
   */
  boolean schedule(HistoryRules rules) {
    long next = rules.forgetAt(history, touchedAt);
    if (lostAt == null && !history.hasEnded()) {
      next = Math.min(next, rules.lostAt(history));
    }
    long rounded = Math.floorDiv(next + MINUTE - 1, MINUTE) * MINUTE;
    boolean sooner = rounded < dueAt;
    if (sooner) {
      dueAt = rounded;
    }
    return sooner;
  }

  JobSnapshot snapshot(Id connection, Id job) {
    return new JobSnapshot(
        connection,
        job,
        history.status(),
        history.createdAt,
        history.startedAt,
        history.endedAt,
        history.heardAt,
        lostAt,
        history.counts(),
        history.batches.size,
        history.failure);
  }
}
