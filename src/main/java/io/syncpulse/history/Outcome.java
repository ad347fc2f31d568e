package io.syncpulse.history;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;

/**
 * What a finished job contributes to metrics. All times are microseconds since the epoch.
 *
 * @param connection the source connection
 * @param organization who owns the connection; null when that is not known
 * @param sourceType what the connection's source was first called; null when that is not known
 * @param job the sync job
 * @param kind how it came out
 * @param createdAt when the job was created, as far as that is known
 * @param startedAt when it began to run; null when that is not known, or when it ended is not: then
 *     it has no duration
 * @param endedAt when it ended or, if lost, when it was taken for lost
 * @param counts entities processed
 */
public record Outcome(
    Id connection,
    Id organization,
    String sourceType,
    Id job,
    Kind kind,
    long createdAt,
    Long startedAt,
    long endedAt,
    EntityCounts counts) {

  /** How a job came out. Lost is an inference: nothing more was heard of it. */
  public enum Kind {
    COMPLETED,
    FAILED,
    CANCELLED,
    LOST
  }

  /**
   * The outcome of a job.
   *
   * @return null while the job has neither ended nor been lost
   */
  static Outcome of(Id connection, ConnectionProfile profile, Id job, TrackedJob tracked) {
    JobHistory history = tracked.history;
    if (!history.hasEnded() && tracked.lostAt == null) {
      return null;
    }
    return new Outcome(
        connection,
        profile.organization,
        profile.firstSourceType,
        job,
        kind(history),
        history.createdAt(),
        history.endEvidence() == EndEvidence.NONE ? null : history.startedAt(),
        history.hasEnded() ? history.endedAt() : tracked.lostAt,
        history.counts());
  }

  /** The same outcome, had the connection been another's. */
  Outcome ownedBy(Id otherOrganization, String otherSourceType) {
    return new Outcome(
        connection,
        otherOrganization,
        otherSourceType,
        job,
        kind,
        createdAt,
        startedAt,
        endedAt,
        counts);
  }

  private static Kind kind(JobHistory history) {
    return switch (history.status()) {
      case COMPLETED -> Kind.COMPLETED;
      case FAILED -> Kind.FAILED;
      case CANCELLED -> Kind.CANCELLED;
      case CREATED, PENDING, RUNNING, CANCELLING -> Kind.LOST;
    };
  }
}
