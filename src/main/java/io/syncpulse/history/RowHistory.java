package io.syncpulse.history;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import java.util.Comparator;
import java.util.Objects;

/**
 * The join of all rows of the platform's table that were observed of one job: a semilattice. The
 * newest version stands, by the time it was modified, then by its place in the database's log. When
 * the job was created and began to run is what any row says, the earliest where they disagree: a
 * newer version may be read from where that is not told.
 *
 * <p>Flink keeps it as a POJO, so its fields are public. All times are microseconds since the
 * epoch.
 */
public final class RowHistory {

  /** Any fixed order will do for two accounts of the very same version. */
  private static final Comparator<RowHistory> ORDER =
      Comparator.<RowHistory>comparingLong(row -> row.at)
          .thenComparingLong(row -> row.lsn)
          .thenComparing(row -> row.status)
          .thenComparing(row -> row.endedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingLong(row -> row.counts.inserted())
          .thenComparingLong(row -> row.counts.updated())
          .thenComparingLong(row -> row.counts.deleted())
          .thenComparing(row -> row.failure, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** When the newest version was written. */
  public long at;

  /** Its place in the log. */
  public long lsn;

  /** Its status. */
  public JobStatus status;

  /** When the job ended, as the newest version says; null when it does not. */
  public Long endedAt;

  /** The earliest end that any version told; null when none did. */
  public Long toldEndAt;

  /** The earliest version of an end that it did not tell the time of; null when there is none. */
  public Long untoldEndAt;

  /** What the job did, as the newest version says; kept and skipped do not count here. */
  public EntityCounts counts;

  /** The larger, field by field, of what all versions say that the job did. */
  public EntityCounts mostCounts;

  /** What the newest version says of the failure; null when it says nothing. */
  public Failure failure;

  /** When the job was created; null when no version says. */
  public Long createdAt;

  /** When the job began to run; null when no version says. */
  public Long startedAt;

  /** What one row says. */
  static RowHistory of(Observation observation) {
    RowHistory row = new RowHistory();
    row.at = observation.at();
    row.lsn = observation.row().lsn();
    row.status = observation.status();
    row.endedAt = observation.row().endedAt();
    row.toldEndAt = row.endedAt;
    row.untoldEndAt = row.status.isTerminal() && row.endedAt == null ? (Long) row.at : null;
    row.counts = observation.counts();
    row.mostCounts = observation.counts();
    row.failure = observation.failure();
    row.createdAt = observation.row().createdAt();
    row.startedAt = observation.row().startedAt();
    return row;
  }

  /** The join of two; null, which is the join of no rows, may be one of them. */
  static RowHistory join(RowHistory a, RowHistory b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    RowHistory newer = ORDER.compare(a, b) >= 0 ? a : b;
    RowHistory joined = new RowHistory();
    joined.at = newer.at;
    joined.lsn = newer.lsn;
    joined.status = newer.status;
    joined.endedAt = newer.endedAt;
    joined.toldEndAt = earlier(a.toldEndAt, b.toldEndAt);
    joined.untoldEndAt = earlier(a.untoldEndAt, b.untoldEndAt);
    joined.counts = newer.counts;
    joined.mostCounts = a.mostCounts.max(b.mostCounts);
    joined.failure = newer.failure;
    joined.createdAt = earlier(a.createdAt, b.createdAt);
    joined.startedAt = earlier(a.startedAt, b.startedAt);
    return joined;
  }

  /** The earlier of two times; null, which is none, may be one of them. */
  static Long earlier(Long a, Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a <= b ? a : b;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof RowHistory other
        && ORDER.compare(this, other) == 0
        && Objects.equals(toldEndAt, other.toldEndAt)
        && Objects.equals(untoldEndAt, other.untoldEndAt)
        && mostCounts.equals(other.mostCounts)
        && Objects.equals(createdAt, other.createdAt)
        && Objects.equals(startedAt, other.startedAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(at, lsn, status, endedAt, createdAt, startedAt);
  }
}
