package io.syncpulse.history;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import java.util.Arrays;
import java.util.Objects;

/**
 * The join of all that events told of one job: a semilattice. What is read of it may be bounded to
 * what came after a row of the platform's table.
 *
 * <p>Flink keeps it as a POJO, so its fields are public. All times are microseconds since the
 * epoch.
 */
public final class EventHistory {

  private static final JobStatus[] UNDER_WAY = {
    JobStatus.CREATED, JobStatus.PENDING, JobStatus.RUNNING, JobStatus.CANCELLING
  };

  /** The earliest time of an event of status running; null when there was none. */
  public Long runningSince;

  /**
   * The latest time at which events showed created, pending, running and cancelling; a batch shows
   * that the job was running. {@link Long#MIN_VALUE} where none did.
   */
  public long[] shownAt = noTimes();

  /** The status of the terminal event that won; null when there was none. */
  public JobStatus ending;

  /** Time of {@link #ending}; null like it. */
  public Long endingAt;

  /** Time of the latest terminal event; null like {@link #ending}. */
  public Long lastEndingAt;

  /** What the event of {@link #ending} said of the failure. */
  public Failure failure;

  /** The larger, field by field, of all totals that status events reported. */
  public EntityCounts reported = EntityCounts.NONE;

  /**
   * Takes in an event: a status, or a batch, whose counts are not kept here.
   *
   * @return whether it said anything new
   */
  boolean add(Observation event) {
    if (event.isBatch()) {
      return show(JobStatus.RUNNING, event.at());
    }
    boolean changed = report(event.counts());
    if (event.status().isTerminal()) {
      return changed | end(event.status(), event.at(), event.failure());
    }
    changed |= show(event.status(), event.at());
    return event.status() == JobStatus.RUNNING ? changed | start(event.at()) : changed;
  }

  /** Whether a terminal event tells that the job has ended, at this time or after it. */
  boolean endedSince(long at) {
    return ending != null && lastEndingAt >= at;
  }

  /** The furthest status under way that events showed after a time. */
  JobStatus furthestAfter(long at) {
    for (int i = UNDER_WAY.length - 1; i > 0; i--) {
      if (shownAt[i] > at) {
        return UNDER_WAY[i];
      }
    }
    return JobStatus.CREATED;
  }

  /** The latest time at which events showed a status under way. */
  long lastShownAt(JobStatus status) {
    return shownAt[status.ordinal()];
  }

  private boolean show(JobStatus status, long at) {
    if (at <= shownAt[status.ordinal()]) {
      return false;
    }
    shownAt[status.ordinal()] = at;
    return true;
  }

  private boolean start(long at) {
    if (runningSince != null && runningSince <= at) {
      return false;
    }
    runningSince = at;
    return true;
  }

  private boolean report(EntityCounts counts) {
    EntityCounts larger = reported.max(counts);
    if (larger.equals(reported)) {
      return false;
    }
    reported = larger;
    return true;
  }

  /** A job cannot leave a terminal status: the earlier wins, at the same time the higher rank. */
  private boolean end(JobStatus status, long at, Failure why) {
    boolean changed = lastEndingAt == null || at > lastEndingAt;
    lastEndingAt = changed ? (Long) at : lastEndingAt;
    int rank = ending == null ? 1 : Long.compare(endingAt, at);
    if (rank == 0) {
      rank = status.compareTo(ending);
    }
    if (rank == 0) {
      rank = Failure.compare(why, failure);
    }
    if (rank <= 0) {
      return changed;
    }
    ending = status;
    endingAt = at;
    failure = why;
    return true;
  }

  private static long[] noTimes() {
    long[] times = new long[UNDER_WAY.length];
    Arrays.fill(times, Long.MIN_VALUE);
    return times;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof EventHistory other
        && Objects.equals(runningSince, other.runningSince)
        && Arrays.equals(shownAt, other.shownAt)
        && ending == other.ending
        && Objects.equals(endingAt, other.endingAt)
        && Objects.equals(lastEndingAt, other.lastEndingAt)
        && Objects.equals(failure, other.failure)
        && reported.equals(other.reported);
  }

  @Override
  public int hashCode() {
    return Objects.hash(runningSince, ending, endingAt, lastEndingAt, reported);
  }
}
