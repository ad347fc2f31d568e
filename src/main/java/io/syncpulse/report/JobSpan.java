package io.syncpulse.report;

import java.util.UUID;

/**
 * One job as capacity sees it: it waits from its creation to its start and runs from then until it
 * leaves. Times are microseconds since the epoch.
 *
 * @param connection the source connection that the job ran for
 * @param sourceType short name of the source; null when it is not known
 * @param finished whether it completed or failed; not when it was cancelled, lost, or is open
 * @param createdAt when it was created
 * @param startedAt when it started; {@link #NEVER} when that is not known
 * @param leftAt when it ended or was taken for lost; {@link #NEVER} while it is open
 * @param entities inserted, updated and deleted ones
 */
public record JobSpan(
    UUID connection,
    String sourceType,
    boolean finished,
    long createdAt,
    long startedAt,
    long leftAt,
    long entities) {

  /** No time: later than all others. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Whether its start is known. */
  public boolean started() {
    return startedAt != NEVER;
  }

  /** How long it waited, if its start is known; microseconds, not negative. */
  public long queueMicros() {
    return Math.max(0, startedAt - createdAt);
  }

  /**
   * How long it ran up to a moment, if its start is known; microseconds, not negative.
   *
   * @param until where the time of a job that is still running is cut
   */
  public long runMicros(long until) {
    return Math.max(0, Math.min(leftAt, until) - startedAt);
  }
}
