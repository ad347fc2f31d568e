package io.syncpulse.event;

/**
 * What one record says about one job: that it reached a status, or that it processed a batch of
 * entities. Immutable.
 *
 * @param connection the source connection, and the key of all state
 * @param job the sync job
 * @param at when it happened, microseconds since the epoch
 * @param status the status reached; null for a batch
 * @param batch the batch's sequence number within the job, 0 or more; -1 for a status
 * @param counts of a batch: what it did; of a status: totals so far as the platform reports them
 * @param failure what went wrong; null when the record says nothing of it
 * @param facts what the record says about the connection
 */
public record Observation(
    Id connection,
    Id job,
    long at,
    JobStatus status,
    int batch,
    EntityCounts counts,
    Failure failure,
    ConnectionFacts facts) {

  /** Whether this speaks of a batch of entities, not of a status. */
  public boolean isBatch() {
    return status == null;
  }
}
