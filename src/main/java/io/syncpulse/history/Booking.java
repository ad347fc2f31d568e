package io.syncpulse.history;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;

/**
 * What metrics count, at one moment: a job came out, or it processed a batch of entities. Times are
 * microseconds since the epoch.
 *
 * @param connection the source connection
 * @param organization who owns the connection; null when that is not known
 * @param sourceType what the connection was first called; null when that is not known
 * @param at when it happened
 * @param outcome how the job came out; null for a batch
 * @param entities of a batch: what it did; of an outcome: what the job did beyond its batches
 * @param isRetraction whether it was booked before and no longer holds
 */
public record Booking(
    Id connection,
    Id organization,
    String sourceType,
    long at,
    Outcome outcome,
    EntityCounts entities,
    boolean isRetraction) {

  /** The same, taken back. */
  public Booking retracted() {
    return new Booking(connection, organization, sourceType, at, outcome, entities, true);
  }

  /** The same, had the connection been another's. */
  public Booking ownedBy(Id otherOrganization, String otherSourceType) {
    return new Booking(
        connection,
        otherOrganization,
        otherSourceType,
        at,
        outcome == null ? null : outcome.ownedBy(otherOrganization, otherSourceType),
        entities,
        isRetraction);
  }
}
