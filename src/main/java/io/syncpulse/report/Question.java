package io.syncpulse.report;

import java.time.Duration;

/**
 * What a planner asks.
 *
 * @param period of which time
 * @param workers how many there are, at least 1
 * @param targetQueueP95 how long the p95 of the queue time may be; null when nobody asks
 * @param oneAtATime whether the replay runs one job of a connection at a time
 */
public record Question(Period period, int workers, Duration targetQueueP95, boolean oneAtATime) {

  /** The longest period, in days: figures by day are kept in memory. */
  public static final int MOST_DAYS = 1_100;

  /**
   * @throws IllegalArgumentException in words for people, when a value is out of range
   */
  public Question {
    if (workers < 1 || workers > 1_000_000) {
      throw new IllegalArgumentException("the number of workers is from 1 to 1000000");
    }
    if (targetQueueP95 != null && targetQueueP95.isNegative()) {
      throw new IllegalArgumentException("a queue time is not negative");
    }
    if (period.length() > MOST_DAYS * Period.DAY) {
      throw new IllegalArgumentException("a report covers at most " + MOST_DAYS + " days");
    }
  }

  Double targetSeconds() {
    return targetQueueP95 == null ? null : (Double) (targetQueueP95.toNanos() / 1e9);
  }
}
