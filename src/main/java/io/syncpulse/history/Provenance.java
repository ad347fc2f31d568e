package io.syncpulse.history;

/**
 * What the state of a job rests on: by this two states of one job are joined where they are stored,
 * so that a part of the story never overwrites the whole. Times are microseconds since the epoch.
 *
 * @param statusAt time of what the status is from: of a row when it was modified; of a terminal
 *     event the latest of them; else the latest time at which events, or batches, showed the status
 * @param isStatusFromRow whether the status, its end and the failure are a row's
 * @param end how the end is known
 * @param isCreatedFromRow whether a row says when the job was created
 * @param isStartedFromRow whether a row says when the job began to run
 * @param rowAt when the newest row observed was modified; null when none was observed
 * @param rowLsn place of that row in the database's log; null like it
 */
public record Provenance(
    long statusAt,
    boolean isStatusFromRow,
    EndEvidence end,
    boolean isCreatedFromRow,
    boolean isStartedFromRow,
    Long rowAt,
    Long rowLsn) {}
