package io.syncpulse.event;

import java.util.Comparator;

/**
 * The connection that the jobs of a sync belong to: the one whose row names the sync. The platform
 * gives each connection a sync of its own; where two rows name one all the same, it belongs to the
 * connection that was created first, then to the one with the smaller id.
 *
 * @param connection the connection
 * @param createdAt when it was created, microseconds since the epoch; null when its row does not
 *     say, and then every other counts as created before
 */
public record SyncOwner(Id connection, Long createdAt) {

  private static final Comparator<SyncOwner> ORDER =
      Comparator.comparing(SyncOwner::createdAt, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(SyncOwner::connection);

  /** What a row of a connection claims. */
  static SyncOwner of(Observation connection) {
    return new SyncOwner(connection.connection(), connection.row().createdAt());
  }

  /** The owner where two claim to be; the first may be null, which is nobody. */
  static SyncOwner firstOf(SyncOwner a, SyncOwner b) {
    return a == null || ORDER.compare(b, a) < 0 ? b : a;
  }

  /** The row of a job of this sync, with its connection. */
  Observation own(Observation job) {
    return new Observation(
        connection,
        job.job(),
        job.at(),
        job.status(),
        job.batch(),
        job.counts(),
        job.failure(),
        job.facts(),
        job.row());
  }
}
