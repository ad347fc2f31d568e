package io.syncpulse.event;

import java.util.Locale;

/**
 * The status of a sync job.
 *
 * <p>The order of declaration means something, here and in the Postgres type {@code job_status}: of
 * two statuses that are not terminal the later one is further along, and of two terminal ones at
 * the same time the later one wins (failed before cancelled before completed).
 */
public enum JobStatus {
  CREATED,
  PENDING,
  RUNNING,
  CANCELLING,
  COMPLETED,
  CANCELLED,
  FAILED;

  private static final JobStatus[] STATUSES = values();

  /** What tables of older releases of the platform call a job that runs. */
  private static final String ONCE_RUNNING = "in_progress";

  /** Whether a job cannot leave this status. */
  public boolean isTerminal() {
    return this == COMPLETED || this == CANCELLED || this == FAILED;
  }

  /** The name on the wire and in Postgres: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The status of this name, in whatever letter case.
   *
   * @return null when there is none
   */
  public static JobStatus named(String name) {
    for (JobStatus status : STATUSES) {
      if (status.name().equalsIgnoreCase(name)) {
        return status;
      }
    }
    return ONCE_RUNNING.equalsIgnoreCase(name) ? RUNNING : null;
  }
}
