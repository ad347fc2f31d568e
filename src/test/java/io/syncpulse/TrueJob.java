package io.syncpulse;

import java.util.List;

/**
 * What became of a job, as the one who made it up knows it. All times are microseconds since the
 * epoch.
 *
 * @param organization whom its connection belongs to; null when no event ever says it
 * @param sourceType what its connection is; null likewise
 * @param outcome completed, failed, cancelled or lost
 * @param createdAt the earliest time of all of its events
 * @param startedAt when it began to run; null when no event says it
 * @param endedAt when it ended or was lost
 * @param reported what its status events say that it did
 * @param batches what it did in truth, as far as batches say it
 */
record TrueJob(
    String connection,
    String organization,
    String sourceType,
    String outcome,
    long createdAt,
    Long startedAt,
    long endedAt,
    Entities reported,
    List<Batch> batches) {

  /** Entities that were processed at one moment. */
  record Batch(long at, Entities entities) {}

  /** Numbers of entities. */
  record Entities(long inserted, long updated, long deleted) {

    static final Entities NONE = new Entities(0, 0, 0);

    Entities plus(Entities other) {
      return new Entities(
          inserted + other.inserted, updated + other.updated, deleted + other.deleted);
    }

    /** What this says beyond the other, field by field. */
    Entities beyond(Entities other) {
      return new Entities(
          Math.max(0, inserted - other.inserted),
          Math.max(0, updated - other.updated),
          Math.max(0, deleted - other.deleted));
    }
  }
}
