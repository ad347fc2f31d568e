package io.syncpulse.metric;

/**
 * How often which duration came, by {@link Buckets}: a view of a part of {@link Measures}, good
 * until those change. Counts are whole numbers, so that adding, merging and subtracting lose
 * nothing, and a percentile is within 1 % of the exact one after all of them.
 */
public final class Histogram {

  private final Measures measures;
  private final int from;
  private final int to;
  private final int firstCoordinate;
  private final long count;

  Histogram(Measures measures, int from, int to, int firstCoordinate) {
    this.measures = measures;
    this.from = from;
    this.to = to;
    this.firstCoordinate = firstCoordinate;
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += measures.values[i];
    }
    this.count = sum;
  }

  /** How many durations there are. */
  public long count() {
    return count;
  }

  /**
   * A percentile by nearest rank: the smallest duration that at least so many percent of all do not
   * exceed; the smallest of all for 0.
   *
   * @param percent 0 to 100
   * @return seconds, within 1 % for durations from 1 ms to 30 days; NaN when there are none
   */
  public double percentile(int percent) {
    return percentiles(percent)[0];
  }

  /** Several percentiles at once, which must ascend; see {@link #percentile}. */
  double[] percentiles(int... ascending) {
    double[] seconds = new double[ascending.length];
    int at = from;
    long upToHere = count == 0 ? 0 : measures.values[at];
    for (int i = 0; i < seconds.length; i++) {
      long rank = Math.max(1, (Math.multiplyExact(count, (long) ascending[i]) + 99) / 100);
      while (upToHere < rank && count > 0) {
        upToHere += measures.values[++at];
      }
      seconds[i] = count == 0 ? Double.NaN : Buckets.seconds(bucket(at));
    }
    return seconds;
  }

  /** The buckets that are not empty, ascending. */
  public short[] buckets() {
    short[] buckets = new short[to - from];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = (short) bucket(from + i);
    }
    return buckets;
  }

  /** How many durations are in each of {@link #buckets}. */
  public long[] counts() {
    long[] counts = new long[to - from];
    System.arraycopy(measures.values, from, counts, 0, counts.length);
    return counts;
  }

  private int bucket(int at) {
    return measures.coordinates[at] - firstCoordinate;
  }
}
