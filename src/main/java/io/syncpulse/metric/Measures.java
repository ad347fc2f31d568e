package io.syncpulse.metric;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * What jobs did in a stretch of time: counts, sums, sums of squares and histograms, as one vector
 * of whole numbers that is mostly zeros. Vectors form a commutative group: what was added, in
 * whatever order, can be subtracted again, and nothing is left. Sums wrap around like all of Java's
 * longs, so even those are undone exactly.
 *
 * <p>Only what is not zero is held, in two arrays. Flink keeps it as a POJO, so its fields are
 * public; a coordinate's meaning is part of the state's format and never changes. Memory: 10 bytes
 * a coordinate, some 10 coordinates for one job.
 */
public final class Measures {

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
  private static final BigInteger LIMB_MASK =
      BigInteger.ONE.shiftLeft(LIMB_BITS).subtract(BigInteger.ONE);

  /** How many coordinates are not zero. */
  public int size;

  /** Which those are, ascending; the first {@link #size} are in use. */
  public short[] coordinates = {};

  /** Their values. */
  public long[] values = {};

  /** Adds to one coordinate. */
  void add(int coordinate, long by) {
    if (by == 0) {
      return;
    }
    int at = find(coordinate, 0);
    if (at >= 0) {
      values[at] += by;
      if (values[at] == 0) {
        dropZeros();
      }
      return;
    }
    at = -at - 1;
    reserve(size + 1);
    System.arraycopy(coordinates, at, coordinates, at + 1, size - at);
    System.arraycopy(values, at, values, at + 1, size - at);
    coordinates[at] = (short) coordinate;
    values[at] = by;
    size++;
  }

  /**
   * Adds a duration to the sum, the squares and the histogram.
   *
   * @param micros microseconds, less than 2^45
   */
  void addDuration(long micros) {
    add(DURATIONS, micros);
    BigInteger square = BigInteger.valueOf(micros).pow(2);
    for (int limb = 0; limb < LIMBS; limb++) {
      add(SQUARES + limb, square.shiftRight(limb * LIMB_BITS).and(LIMB_MASK).longValue());
    }
    add(DURATION_BUCKETS + Buckets.of(micros), 1);
  }

  /** Adds a time in the queue, microseconds, to its histogram. */
  void addQueueTime(long micros) {
    add(QUEUE_BUCKETS + Buckets.of(micros), 1);
  }

  /** Adds all of another. */
  public void add(Measures other) {
    add(other, 1);
  }

  /** Takes all of another away. */
  public void subtract(Measures other) {
    add(other, -1);
  }

  private void add(Measures other, int sign) {
    int missing = missing(other);
    boolean vanished = missing == 0 ? addInPlace(other, sign) : merge(other, sign, missing);
    if (vanished) {
      dropZeros();
    }
  }

  private int missing(Measures other) {
    int missing = 0;
    int from = 0;
    for (int j = 0; j < other.size; j++) {
      int at = find(other.coordinates[j], from);
      if (at < 0) {
        missing++;
        from = -at - 1;
      } else {
        from = at + 1;
      }
    }
    return missing;
  }

  private boolean addInPlace(Measures other, int sign) {
    boolean vanished = false;
    int at = -1;
    for (int j = 0; j < other.size; j++) {
      at = find(other.coordinates[j], at + 1);
      values[at] += sign * other.values[j];
      vanished |= values[at] == 0;
    }
    return vanished;
  }

  /** From the greatest coordinate down, so that nothing is overwritten before it was moved. */
  private boolean merge(Measures other, int sign, int missing) {
    boolean vanished = false;
    reserve(size + missing);
    int i = size - 1;
    int j = other.size - 1;
    int to = size + missing - 1;
    for (; j >= 0; to--) {
      if (i >= 0 && coordinates[i] >= other.coordinates[j]) {
        boolean both = coordinates[i] == other.coordinates[j];
        coordinates[to] = coordinates[i];
        values[to] = values[i] + (both ? sign * other.values[j] : 0);
        vanished |= values[to] == 0;
        i--;
        j -= both ? 1 : 0;
      } else {
        coordinates[to] = other.coordinates[j];
        values[to] = sign * other.values[j];
        j--;
      }
    }
    size += missing;
    return vanished;
  }

  private void dropZeros() {
    int to = 0;
    for (int i = 0; i < size; i++) {
      if (values[i] != 0) {
        coordinates[to] = coordinates[i];
        values[to++] = values[i];
      }
    }
    size = to;
  }

  private int find(int coordinate, int from) {
    return Arrays.binarySearch(coordinates, from, size, (short) coordinate);
  }

  private void reserve(int capacity) {
    if (capacity > coordinates.length) {
      int larger = Math.max(capacity, size + (size >> 1));
      coordinates = Arrays.copyOf(coordinates, larger);
      values = Arrays.copyOf(values, larger);
    }
  }

  /** Takes everything away. */
  void clear() {
    size = 0;
  }

  /** Sets a coordinate that is greater than all that are held to a value that is not zero. */
  void append(int coordinate, long value) {
    reserve(size + 1);
    coordinates[size] = (short) coordinate;
    values[size++] = value;
  }

  /** Whether nothing happened, or all that did was taken away. */
  public boolean isZero() {
    return size == 0;
  }

  /** A copy that holds no more than it needs. */
  public Measures copy() {
    Measures copy = new Measures();
    copy.size = size;
    copy.coordinates = Arrays.copyOf(coordinates, size);
    copy.values = Arrays.copyOf(values, size);
    return copy;
  }

  /** Value of one coordinate. */
  long get(int coordinate) {
    int at = find(coordinate, 0);
    return at < 0 ? 0 : values[at];
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
    BigInteger sum = BigInteger.ZERO;
    for (int limb = LIMBS - 1; limb >= 0; limb--) {
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
    int from = find(first, 0);
    int to = find(first + Buckets.BEYOND + 1, 0);
    return new Histogram(this, from < 0 ? -from - 1 : from, to < 0 ? -to - 1 : to, first);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Measures other
        && size == other.size
        && Arrays.equals(coordinates, 0, size, other.coordinates, 0, size)
        && Arrays.equals(values, 0, size, other.values, 0, size);
  }

  @Override
  public int hashCode() {
    int hash = size;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + coordinates[i] * 17 + Long.hashCode(values[i]);
    }
    return hash;
  }
}
