package io.syncpulse.history;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import java.util.Arrays;
import java.util.Objects;

/**
 * The join of all observations of one job: a semilattice. Adding observations is commutative,
 * associative and idempotent, so the history does not depend on their order or repetition. All
 * times are microseconds since the epoch.
 *
 * <p>Events and rows of the platform's table are joined apart. What the job looks like is read from
 * both: a row outranks the events, unless it shows a job that is under way and events that are no
 * older than the row show it further along.
 *
 * <p>Flink keeps it as a POJO, so its fields are public; they are changed by {@link #add} only.
 */
public final class JobHistory {

  private static final JobStatus[] UNDER_WAY = {
    JobStatus.CREATED, JobStatus.PENDING, JobStatus.RUNNING, JobStatus.CANCELLING
  };

  /** The earliest time observed. */
  public long firstAt = Long.MAX_VALUE;

  /** The latest time observed. */
  public long heardAt = Long.MIN_VALUE;

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

  /** The greatest of all failures that were told: what stands in where the row tells none. */
  public Failure anyFailure;

  /** The larger, field by field, of all totals that status events reported. */
  public EntityCounts reported = EntityCounts.NONE;

  /** The batches, each counted once. */
  public Batches batches = new Batches();

  /** The rows; null when none was observed. */
  public RowHistory row;

  /**
   * Takes in what one record says.
   *
   * @return whether it said anything new
   */
  public boolean add(Observation observation) {
    if (observation.isRow()) {
      return addRow(observation);
    }
    boolean changed = span(observation.at(), observation.at());
    if (observation.isBatch()) {
      changed |= show(JobStatus.RUNNING, observation.at());
      return changed | batches.add(observation.batch(), observation.at(), observation.counts());
    }
    changed |= report(observation.counts());
    if (observation.status().isTerminal()) {
      return changed | end(observation.status(), observation.at(), observation.failure());
    }
    changed |= show(observation.status(), observation.at());
    return observation.status() == JobStatus.RUNNING ? changed | start(observation.at()) : changed;
  }

  private boolean addRow(Observation observation) {
    Long startedAt = observation.row().startedAt();
    long earliest = startedAt == null ? observation.at() : Math.min(startedAt, observation.at());
    boolean changed = span(earliest, observation.at()) | explain(observation.failure());
    RowHistory joined = RowHistory.join(row, RowHistory.of(observation));
    if (joined.equals(row)) {
      return changed;
    }
    row = joined;
    return true;
  }

  /** The last status that was observed. */
  public JobStatus status() {
    if (isStatusFromRow()) {
      return row.status;
    }
    return hasEndedByEvent() ? ending : furthest();
  }

  /** Whether the job has reached a terminal status. */
  public boolean hasEnded() {
    return status().isTerminal();
  }

  /**
   * When it did; null when it has not. A row may show an end without its time: then it is the
   * earliest that anything else told, and if nothing did, the earliest that it can have been.
   */
  public Long endedAt() {
    if (!isStatusFromRow()) {
      return hasEndedByEvent() ? endingAt : null;
    }
    return switch (endEvidence()) {
      case OWN -> row.endedAt;
      case OTHER -> RowHistory.earlier(row.toldEndAt, endingAt);
      case NONE -> RowHistory.earlier(row.startedAt, row.untoldEndAt);
    };
  }

  /** How {@link #endedAt()} is known. */
  public EndEvidence endEvidence() {
    if (!isStatusFromRow() || !row.status.isTerminal() || row.endedAt != null) {
      return EndEvidence.OWN;
    }
    return row.toldEndAt != null || ending != null ? EndEvidence.OTHER : EndEvidence.NONE;
  }

  /**
   * What is known of the failure; null when nothing is, or the job has not ended. Where the row of
   * a failed job does not tell the message, another record's stands in: what is large and was left
   * alone, change data capture leaves out.
   */
  public Failure failure() {
    if (!isStatusFromRow()) {
      return hasEndedByEvent() ? failure : null;
    }
    if (row.status != JobStatus.FAILED || anyFailure == null) {
      return row.failure;
    }
    return row.failure == null ? anyFailure : row.failure.orMessageOf(anyFailure);
  }

  /** When the job was created: as the rows say, else the earliest time observed. */
  public long createdAt() {
    return row != null && row.createdAt != null ? row.createdAt : firstAt;
  }

  /**
   * When the job began to run: as the rows say, else by the events; null when that is not known.
   */
  public Long startedAt() {
    return row != null && row.startedAt != null ? row.startedAt : runningSince;
  }

  /**
   * What the job did: as the row of a job that has ended says; else the larger, field by field, of
   * what rows and status events told and the sum of batches. Not every kind of row tells what was
   * kept and skipped, so there the larger holds in any case.
   */
  public EntityCounts counts() {
    EntityCounts byEvents = reported.max(batches.total);
    if (row == null) {
      return byEvents;
    }
    EntityCounts larger = row.mostCounts.max(byEvents);
    return row.status.isTerminal()
        ? new EntityCounts(
            row.counts.inserted(),
            row.counts.updated(),
            row.counts.deleted(),
            larger.kept(),
            larger.skipped())
        : larger;
  }

  /** What the job did beyond what its batches did. */
  public EntityCounts countsBeyondBatches() {
    return counts().beyond(batches.total);
  }

  /** What the state of the job rests on. */
  public Provenance provenance() {
    return new Provenance(
        statusAt(),
        isStatusFromRow(),
        endEvidence(),
        row != null && row.createdAt != null,
        row != null && row.startedAt != null,
        row == null ? null : (Long) row.at,
        row == null ? null : (Long) row.lsn);
  }

  private long statusAt() {
    if (isStatusFromRow()) {
      return row.at;
    }
    return hasEndedByEvent() ? lastEndingAt : shownAt[furthest().ordinal()];
  }

  private boolean isStatusFromRow() {
    return row != null
        && (row.status.isTerminal()
            || !(hasEndedByEvent() || furthest().compareTo(row.status) > 0));
  }

  /** A row that is newer than every terminal event shows that the job goes on all the same. */
  private boolean hasEndedByEvent() {
    return ending != null && (row == null || lastEndingAt >= row.at);
  }

  /** The furthest status under way that events showed, if there is a row, after it. */
  private JobStatus furthest() {
    long after = row == null ? Long.MIN_VALUE : row.at;
    for (int i = UNDER_WAY.length - 1; i > 0; i--) {
      if (shownAt[i] > after) {
        return UNDER_WAY[i];
      }
    }
    return JobStatus.CREATED;
  }

  private boolean span(long earliest, long latest) {
    boolean changed = earliest < firstAt || latest > heardAt;
    firstAt = Math.min(firstAt, earliest);
    heardAt = Math.max(heardAt, latest);
    return changed;
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
    changed |= explain(why);
    int rank = ending == null ? 1 : Long.compare(endingAt, at);
    if (rank == 0) {
      rank = status.compareTo(ending);
    }
    if (rank == 0) {
      rank = compare(why, failure);
    }
    if (rank <= 0) {
      return changed;
    }
    ending = status;
    endingAt = at;
    failure = why;
    return true;
  }

  private boolean explain(Failure why) {
    if (compare(why, anyFailure) <= 0) {
      return false;
    }
    anyFailure = why;
    return true;
  }

  private static int compare(Failure a, Failure b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return a.compareTo(b);
  }

  private static long[] noTimes() {
    long[] times = new long[UNDER_WAY.length];
    Arrays.fill(times, Long.MIN_VALUE);
    return times;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof JobHistory other
        && firstAt == other.firstAt
        && heardAt == other.heardAt
        && Objects.equals(runningSince, other.runningSince)
        && Arrays.equals(shownAt, other.shownAt)
        && ending == other.ending
        && Objects.equals(endingAt, other.endingAt)
        && Objects.equals(lastEndingAt, other.lastEndingAt)
        && Objects.equals(failure, other.failure)
        && Objects.equals(anyFailure, other.anyFailure)
        && reported.equals(other.reported)
        && batches.equals(other.batches)
        && Objects.equals(row, other.row);
  }

  @Override
  public int hashCode() {
    return Objects.hash(firstAt, heardAt, runningSince, ending, endingAt, reported, row);
  }
}
