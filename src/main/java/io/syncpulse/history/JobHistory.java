package io.syncpulse.history;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import java.util.Objects;

/**
 * The join of all observations of one job: a semilattice. Adding observations is commutative,
 * associative and idempotent, so the history does not depend on their order or repetition. All
 * times are microseconds since the epoch.
 *
 * <p>Flink keeps it as a POJO, so its fields are public; they are changed by {@link #add} only.
 */
public final class JobHistory {

  /** The earliest time observed. */
  public long createdAt = Long.MAX_VALUE;

  /** The latest time observed. */
  public long heardAt = Long.MIN_VALUE;

  /** The earliest time of status running; null when it was not observed. */
  public Long startedAt;

  /** The furthest status that is not terminal; a batch shows that the job was running. */
  public JobStatus furthest = JobStatus.CREATED;

  /** The terminal status that won; null when none was observed. */
  public JobStatus ending;

  /** Time of {@link #ending}; null like it. */
  public Long endedAt;

  /** What the observation of {@link #ending} said of the failure. */
  public Failure failure;

  /** The larger, field by field, of all totals that status events reported. */
  public EntityCounts reported = EntityCounts.NONE;

  /** The batches, each counted once. */
  public Batches batches = new Batches();

  /**
   * Takes in what one record says.
   *
   * @return whether it said anything new
   */
  public boolean add(Observation observation) {
    boolean changed = span(observation.at(), observation.at());
    if (observation.isBatch()) {
      changed |= reach(JobStatus.RUNNING);
      return changed | batches.add(observation.batch(), observation.at(), observation.counts());
    }
    changed |= report(observation.counts());
    if (observation.status().isTerminal()) {
      return changed | end(observation.status(), observation.at(), observation.failure());
    }
    changed |= reach(observation.status());
    return observation.status() == JobStatus.RUNNING ? changed | start(observation.at()) : changed;
  }

  /** The terminal status if there is one, else the furthest. */
  public JobStatus status() {
    return ending != null ? ending : furthest;
  }

  /** Whether a terminal status was observed. */
  public boolean hasEnded() {
    return ending != null;
  }

  /**
   * What the job did: the larger, field by field, of the totals reported and the sum of batches.
   */
  public EntityCounts counts() {
    return reported.max(batches.total);
  }

  /** What the job did beyond what its batches did. */
  public EntityCounts countsBeyondBatches() {
    return counts().minus(batches.total);
  }

  private boolean span(long earliest, long latest) {
    boolean changed = earliest < createdAt || latest > heardAt;
    createdAt = Math.min(createdAt, earliest);
    heardAt = Math.max(heardAt, latest);
    return changed;
  }

  private boolean reach(JobStatus status) {
    if (status.compareTo(furthest) <= 0) {
      return false;
    }
    furthest = status;
    return true;
  }

  private boolean start(long at) {
    if (startedAt != null && startedAt <= at) {
      return false;
    }
    startedAt = at;
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
    int rank = ending == null ? 1 : Long.compare(endedAt, at);
    if (rank == 0) {
      rank = status.compareTo(ending);
    }
    if (rank == 0) {
      rank = compare(why, failure);
    }
    if (rank <= 0) {
      return false;
    }
    ending = status;
    endedAt = at;
    failure = why;
    return true;
  }

  private static int compare(Failure a, Failure b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return a.compareTo(b);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof JobHistory other
        && createdAt == other.createdAt
        && heardAt == other.heardAt
        && Objects.equals(startedAt, other.startedAt)
        && furthest == other.furthest
        && ending == other.ending
        && Objects.equals(endedAt, other.endedAt)
        && Objects.equals(failure, other.failure)
        && reported.equals(other.reported)
        && batches.equals(other.batches);
  }

  @Override
  public int hashCode() {
    return Objects.hash(createdAt, heardAt, startedAt, furthest, ending, endedAt, reported);
  }
}
