package io.syncpulse.metric;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * What jobs did in a stretch of time: counts, sums, sums of squares and histograms, each at its
 * coordinates of one vector. A coordinate's meaning is part of the state's format and never
 * changes. One job fills some 10 of them.
 */
public final class Measures extends SparseVector {

  static final int COMPLETED = 0;
  static final int FAILED = 1;
  static final int CANCELLED = 2;
  static final int LOST = 3;
  static final int INSERTED = 4;
  static final int UPDATED = 5;
  static final int DELETED = 6;

  /** Sum of the durations of completed and failed jobs with a known start, microseconds. */
  static final int DURATIONS = 8;

  /** Three coordinates: the sum of the squares of those, in limbs of {@value #LIMB_BITS} bits. */
  static final int SQUARES = 9;

  /** How long cancelled jobs ran, microseconds. */
  static final int CANCELLED_RUNNING = 12;

  /** The first of the coordinates of the histogram of durations. */
  static final int DURATION_BUCKETS = 32;

  /** The first of the coordinates of the histogram of times in the queue. */
  static final int QUEUE_BUCKETS = 2048;

  private static final int LIMBS = 3;
  private static final int LIMB_BITS = 30;
  private static final long LIMB_MASK = (1L << LIMB_BITS) - 1;

  /**
   * Adds a duration to the sum, the squares and the histogram.
   *
   * @param micros microseconds, less than 2^45
   */
  void addDuration(long micros) {
    add(DURATIONS, micros);
    long low = micros * micros;
    long high = Math.multiplyHigh(micros, micros);
    add(SQUARES, low & LIMB_MASK);
    add(SQUARES + 1, low >>> LIMB_BITS & LIMB_MASK);
    add(SQUARES + 2, low >>> 2 * LIMB_BITS | high << Long.SIZE - 2 * LIMB_BITS);
    add(DURATION_BUCKETS + Buckets.of(micros), 1);
  }

  /** Adds a time in the queue, microseconds, to its histogram. */
  void addQueueTime(long micros) {
    add(QUEUE_BUCKETS + Buckets.of(micros), 1);
  }

  /** A copy that holds no more than it needs. */
  public Measures copy() {
    Measures copy = new Measures();
    copy.size = size;
    copy.coordinates = Arrays.copyOf(coordinates, size);
    copy.values = Arrays.copyOf(values, size);
    return copy;
  }

  /** Jobs that completed. */
  public long completed() {
    return get(COMPLETED);
  }

  /** Jobs that failed. */
  public long failed() {
    return get(FAILED);
  }

  /** Jobs that were cancelled. */
  public long cancelled() {
    return get(CANCELLED);
  }

  /** Jobs of which nothing more was heard. */
  public long lost() {
    return get(LOST);
  }

  /** Entities that were new. */
  public long inserted() {
    return get(INSERTED);
  }

  /** Entities that had changed. */
  public long updated() {
    return get(UPDATED);
  }

  /** Entities that were gone. */
  public long deleted() {
    return get(DELETED);
  }

  /** Sum of the durations of completed and failed jobs with a known start, microseconds. */
  public long durationMicros() {
    return get(DURATIONS);
  }

  /** Sum of the squares of those, square microseconds. */
  public BigInteger durationMicrosSquared() {
    BigInteger sum = BigInteger.valueOf(get(SQUARES + LIMBS - 1));
    for (int limb = LIMBS - 2; limb >= 0; limb--) {
      sum = sum.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(get(SQUARES + limb)));
    }
    return sum;
  }

  /** How long completed, failed and cancelled jobs with a known start ran, microseconds. */
  public long runningMicros() {
    return get(DURATIONS) + get(CANCELLED_RUNNING);
  }

  /** The durations of completed and failed jobs with a known start. */
  public Histogram durations() {
    return histogram(DURATION_BUCKETS);
  }

  /** The times between creation and start of all jobs with a known start. */
  public Histogram queueTimes() {
    return histogram(QUEUE_BUCKETS);
  }

  private Histogram histogram(int first) {
    int from = find(first);
    int to = find(first + Buckets.BEYOND + 1);
    return new Histogram(this, from < 0 ? -from - 1 : from, to < 0 ? -to - 1 : to, first);
  }
}
