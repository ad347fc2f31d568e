package io.syncpulse.event;

/**
 * What one record says: that a job reached a status, that it processed a batch of entities, or how
 * the platform's table shows a job or a connection. Immutable.
 *
 * @param connection the source connection, and the key of all state; null in a row of a job until
 *     it is found by the job's sync
 * @param job the sync job; null when this is of the connection itself
 * @param at when it happened, microseconds since the epoch; of a row when it was last modified
 * @param status the status reached; null for a batch, and for a connection
 * @param batch the batch's sequence number within the job, 0 or more; -1 for anything else
 * @param counts of a batch: what it did; otherwise totals so far as the platform reports them
 * @param failure what went wrong; null when the record says nothing of it
 * @param facts what the record says about the connection
 * @param row what only a row of a table says; null for an event
 */
public record Observation(
    Id connection,
    Id job,
    long at,
    JobStatus status,
    int batch,
    EntityCounts counts,
    Failure failure,
    ConnectionFacts facts,
    TableRow row) {

  /** What an event says. */
  public Observation(
      Id connection,
      Id job,
      long at,
      JobStatus status,
      int batch,
      EntityCounts counts,
      Failure failure,
      ConnectionFacts facts) {
    this(connection, job, at, status, batch, counts, failure, facts, null);
  }

  /** Whether this speaks of a batch of entities. */
  public boolean isBatch() {
    return batch >= 0;
  }

  /** Whether this is a row of a table, not an event. */
  public boolean isRow() {
    return row != null;
  }

  /** Whether this is a row that was read as it stood, not as it changed. */
  public boolean isSnapshot() {
    return row != null && row.isSnapshot();
  }
}
