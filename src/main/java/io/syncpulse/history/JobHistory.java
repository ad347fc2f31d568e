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
 * <p>Events and rows of the platform's table are joined apart. What the job looks like is read from
 * both: a row outranks the events, unless it shows a job that is under way and events that are no
 * older than the row show it further along.
 *
 * <p>Flink keeps it as a POJO, so its fields are public; they are changed by {@link #add} only.
 */
public final class JobHistory {

  /** The earliest time observed. */
  public long firstAt = Long.MAX_VALUE;

  /** The latest time observed. */
  public long heardAt = Long.MIN_VALUE;

  /** The greatest of all failures that were told: what stands in where the row tells none. */
  public Failure anyFailure;

  /** The batches, each counted once. */
  public Batches batches = new Batches();

  /** What events told, but for the batches. */
  public EventHistory events = new EventHistory();

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
    boolean changed = span(observation.at(), observation.at()) | events.add(observation);
    return observation.isBatch()
        ? changed | batches.add(observation.batch(), observation.at(), observation.counts())
        : changed | explain(observation.failure());
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
    return hasEndedByEvent() ? events.ending : furthest();
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
      return hasEndedByEvent() ? events.endingAt : null;
    }
    return switch (endEvidence()) {
      case OWN -> row.endedAt;
      case OTHER -> RowHistory.earlier(row.toldEndAt, events.endingAt);
      case NONE -> RowHistory.earlier(row.startedAt, row.untoldEndAt);
    };
  }

  /** How {@link #endedAt()} is known. */
  public EndEvidence endEvidence() {
    if (!isStatusFromRow() || !row.status.isTerminal() || row.endedAt != null) {
      return EndEvidence.OWN;
    }
    return row.toldEndAt != null || events.ending != null ? EndEvidence.OTHER : EndEvidence.NONE;
  }

  /**
   * What is known of the failure; null when nothing is, or the job has not ended. Where the row of
   * a failed job does not tell the message, another record's stands in: what is large and was left
   * alone, change data capture leaves out.
   */
  public Failure failure() {
    if (!isStatusFromRow()) {
      return hasEndedByEvent() ? events.failure : null;
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
    return row != null && row.startedAt != null ? row.startedAt : events.runningSince;
  }

  /**
   * What the job did: as the row of a job that has ended says; else the larger, field by field, of
   * what rows and status events told and the sum of batches. Not every kind of row tells what was
   * kept and skipped, so there the larger holds in any case.
   */
  public EntityCounts counts() {
    EntityCounts byEvents = events.reported.max(batches.total);
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
    return hasEndedByEvent() ? events.lastEndingAt : events.lastShownAt(furthest());
  }

  private boolean isStatusFromRow() {
    return row != null
        && (row.status.isTerminal()
            || !(hasEndedByEvent() || furthest().compareTo(row.status) > 0));
  }

  /** A row that is newer than every terminal event shows that the job goes on all the same. */
  private boolean hasEndedByEvent() {
    return events.endedSince(rowAt());
  }

  /** The furthest status under way that events showed, if there is a row, after it. */
  private JobStatus furthest() {
    return events.furthestAfter(rowAt());
  }

  private long rowAt() {
    return row == null ? Long.MIN_VALUE : row.at;
  }

  private boolean span(long earliest, long latest) {
    boolean changed = earliest < firstAt || latest > heardAt;
    firstAt = Math.min(firstAt, earliest);
    heardAt = Math.max(heardAt, latest);
    return changed;
  }

  private boolean explain(Failure why) {
    if (Failure.compare(why, anyFailure) <= 0) {
      return false;
    }
    anyFailure = why;
    return true;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof JobHistory other
        && firstAt == other.firstAt
        && heardAt == other.heardAt
        && Objects.equals(anyFailure, other.anyFailure)
        && batches.equals(other.batches)
        && events.equals(other.events)
        && Objects.equals(row, other.row);
  }

  @Override
  public int hashCode() {
    return Objects.hash(firstAt, heardAt, events, row);
  }
}
