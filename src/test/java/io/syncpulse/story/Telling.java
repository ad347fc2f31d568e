package io.syncpulse.story;

import io.syncpulse.event.ConnectionFacts;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import io.syncpulse.event.TableRow;

/**
 * One thing that one path tells of a job. Times are microseconds since the epoch.
 *
 * @param path by which it is told
 * @param proves which of the statuses that the job went through, by their order, it shows
 * @param at the time that it names: of a row its version
 * @param lsn of a row its place in the log; 0 when that is not known
 * @param status the status that it names; null for a batch
 * @param batch the number of the batch; -1 for anything else
 * @param counts what it says that was done
 * @param failure what it says of the failure; null when it says nothing
 * @param createdAt null when it does not say
 * @param startedAt null when it does not say
 * @param endedAt null when it does not say
 */
public record Telling(
    Path path,
    int proves,
    long at,
    long lsn,
    JobStatus status,
    int batch,
    EntityCounts counts,
    Failure failure,
    Long createdAt,
    Long startedAt,
    Long endedAt) {

  /** Whether it shows that the job has ended. */
  boolean isOfEnd() {
    return status != null && status.isTerminal();
  }

  /** What is read of it. */
  public Observation observation(Story story, ConnectionFacts facts) {
    TableRow row =
        path == Path.EVENTS
            ? null
            : new TableRow(lsn, createdAt, startedAt, endedAt, false, path != Path.ROWS);
    return new Observation(
        story.connection(), story.job(), at, status, batch, counts, failure, facts, row);
  }
}
