package io.syncpulse.history;

import io.syncpulse.event.Id;
import io.syncpulse.event.Observation;
import java.util.concurrent.TimeUnit;

/**
 * One job as the fold keeps it: its history, and where it stands in event time. Flink keeps it as a
 * POJO, so its fields are public. All times are microseconds since the epoch.
 */
public final class TrackedJob {

  /** Settled jobs are due on whole hours only, so that few timers serve the many of them. */
  static final long HOUR = TimeUnit.HOURS.toMicros(1);

  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);

  /** What was observed. */
  public JobHistory history = new JobHistory();

  /** Event time at which the last observation arrived; {@link Long#MIN_VALUE} before all. */
  public long touchedAt = Long.MIN_VALUE;

  /** When the job was lost, an inference; null when it is not taken for lost. */
  public Long lostAt;

  /** When the job is looked at next: a whole minute while it is open, a whole hour once settled. */
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
    if (lostAt != null || history.hasEnded()) {
      return false;
    }
    long silentSince = rules.lostAt(history);
    if (silentSince > now || silentSince == HistoryRules.NEVER) {
      return false;
    }
    lostAt = silentSince;
    return true;
  }

  /** Whether the state can be cleared. */
  boolean isForgettable(long now, HistoryRules rules) {
    return rules.forgetAt(history, touchedAt) <= now;
  }

  /** Whether nothing was observed yet. */
  boolean isNew() {
    return history.heardAt == Long.MIN_VALUE;
  }

  /** Whether event time alone can only forget the job: it has ended, or was taken for lost. */
  boolean isSettled() {
    return history.hasEnded() || lostAt != null;
  }

  /**
   * Sets {@link #dueAt} to when event time alone will change something next.
   *
   * @param anew whether the timer that was set no longer counts
   * @return whether a timer is needed
   */
  boolean schedule(HistoryRules rules, boolean anew) {
    long next =
        isSettled()
            ? roundUp(rules.forgetAt(history, touchedAt), HOUR)
            : roundUp(rules.lostAt(history), MINUTE);
    boolean changes = anew || next < dueAt;
    if (changes) {
      dueAt = next;
    }
    return changes && next != HistoryRules.NEVER;
  }

  private static long roundUp(long time, long unit) {
    return time == HistoryRules.NEVER ? time : Math.floorDiv(time + unit - 1, unit) * unit;
  }

  JobSnapshot snapshot(Id connection, Id job) {
    return new JobSnapshot(
        connection,
        job,
        history.status(),
        history.createdAt(),
        history.startedAt(),
        history.endedAt(),
        history.heardAt,
        lostAt,
        history.counts(),
        history.batches.size,
        history.failure(),
        history.provenance());
  }
}
