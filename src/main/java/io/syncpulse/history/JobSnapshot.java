package io.syncpulse.history;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;

/**
 * The state of one job's history at one moment: a row of {@code sync_job}. All times are
 * microseconds since the epoch.
 *
 * @param connection the source connection
 * @param job the sync job
 * @param status the last status that was observed (never an inferred one)
 * @param createdAt when it was created: as the platform's row says, else the earliest time observed
 * @param startedAt when it began to run; null when that is not known
 * @param endedAt when it reached its terminal status; null while it has none
 * @param heardAt the latest time observed
 * @param lostAt when the job is taken for lost, for want of anything heard; null when it is not
 * @param counts entities processed
 * @param batches how many different batches were counted
 * @param failure what the winning terminal observation says; null when it says nothing
 * @param provenance what all this rests on
 */
public record JobSnapshot(
    Id connection,
    Id job,
    JobStatus status,
    long createdAt,
    Long startedAt,
    Long endedAt,
    long heardAt,
    Long lostAt,
    EntityCounts counts,
    int batches,
    Failure failure,
    Provenance provenance) {}
