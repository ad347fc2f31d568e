package io.syncpulse.history;

import io.syncpulse.event.ConnectionFacts;
import io.syncpulse.event.Id;
import io.syncpulse.event.Observation;
import io.syncpulse.event.TextOrder;
import java.util.Comparator;
import java.util.Objects;

/**
 * What is known of one connection: a semilattice like {@link JobHistory}. The organization is the
 * one that was claimed first; the rest is as the newest status event said, or as a batch or a row
 * said while there was none: they do not tell all of it. Metrics go by the source type that was
 * claimed first: what was counted stays where it was counted. Flink keeps it as a POJO, so its
 * fields are public. All times are microseconds since the epoch.
 */
public final class ConnectionProfile {

  private static final Comparator<ConnectionFacts> ANY_FIXED_ORDER =
      Comparator.comparing(ConnectionFacts::sync, nullsFirst())
          .thenComparing(ConnectionFacts::sourceType, TextOrder.NULLS_FIRST)
          .thenComparing(ConnectionFacts::collection, nullsFirst())
          .thenComparing(ConnectionFacts::collectionName, TextOrder.NULLS_FIRST)
          .thenComparing(ConnectionFacts::collectionReadableId, TextOrder.NULLS_FIRST);

  /** Who owns the connection; null until an observation says. */
  public Id organization;

  /** Time of the observation that claimed {@link #organization}; null like it. */
  public Long organizationClaimedAt;

  /** The source type that metrics count for; null until an observation says one. */
  public String firstSourceType;

  /** Time of the observation that claimed {@link #firstSourceType}; null like it. */
  public Long sourceTypeClaimedAt;

  /** What the connection is (its organization does not count here); null before all. */
  public ConnectionFacts facts;

  /** Time of the newest status event; null while there is none. */
  public Long describedAt;

  /** Time of the earliest observation. */
  public long firstSeenAt = Long.MAX_VALUE;

  /** Time of the latest status event or row; null while there is none. */
  public Long lastSeenAt;

  /** When the platform deleted the connection, the earliest told; null when none was. */
  public Long deletedAt;

  /**
   * Takes in what an observation says of its connection.
   *
   * @return whether it said anything new
   */
  boolean add(Observation observation) {
    return see(observation)
        | delete(observation)
        | claim(observation)
        | claimSourceType(observation)
        | describe(observation);
  }

  ConnectionSnapshot snapshot(Id connection) {
    ConnectionFacts owned =
        new ConnectionFacts(
            organization,
            facts.sync(),
            facts.sourceType() == null ? firstSourceType : facts.sourceType(),
            facts.collection(),
            facts.collectionName(),
            facts.collectionReadableId());
    return new ConnectionSnapshot(
        connection, owned, organizationClaimedAt, describedAt, firstSeenAt, lastSeenAt, deletedAt);
  }

  private boolean see(Observation observation) {
    long earliest = observation.at();
    if (observation.isRow() && observation.row().createdAt() != null) {
      earliest = Math.min(earliest, observation.row().createdAt());
    }
    boolean isFirst = earliest < firstSeenAt;
    firstSeenAt = Math.min(firstSeenAt, earliest);
    if (observation.isBatch() || (lastSeenAt != null && lastSeenAt >= observation.at())) {
      return isFirst;
    }
    lastSeenAt = observation.at();
    return true;
  }

  private boolean delete(Observation observation) {
    if (!observation.isRow()
        || !observation.row().isDeleted()
        || (deletedAt != null && deletedAt <= observation.at())) {
      return false;
    }
    deletedAt = observation.at();
    return true;
  }

  private boolean claim(Observation observation) {
    Id claimed = observation.facts().organization();
    if (claimed == null) {
      return false;
    }
    if (organization != null) {
      int later = Long.compare(observation.at(), organizationClaimedAt);
      if (later > 0 || (later == 0 && claimed.compareTo(organization) >= 0)) {
        return false;
      }
    }
    organization = claimed;
    organizationClaimedAt = observation.at();
    return true;
  }

  private boolean claimSourceType(Observation observation) {
    String claimed = observation.facts().sourceType();
    if (claimed == null) {
      return false;
    }
    if (firstSourceType != null) {
      int later = Long.compare(observation.at(), sourceTypeClaimedAt);
      if (later > 0
          || (later == 0 && TextOrder.NULLS_FIRST.compare(claimed, firstSourceType) >= 0)) {
        return false;
      }
    }
    firstSourceType = claimed;
    sourceTypeClaimedAt = observation.at();
    return true;
  }

  private boolean describe(Observation observation) {
    Long at = observation.isBatch() || observation.isRow() ? null : observation.at();
    int newer =
        facts == null ? 1 : Objects.compare(at, describedAt, ConnectionProfile.<Long>nullsFirst());
    if (newer < 0 || (newer == 0 && ANY_FIXED_ORDER.compare(observation.facts(), facts) <= 0)) {
      return false;
    }
    facts = observation.facts();
    describedAt = at;
    return true;
  }

  private static <T extends Comparable<? super T>> Comparator<T> nullsFirst() {
    return Comparator.nullsFirst(Comparator.naturalOrder());
  }
}
