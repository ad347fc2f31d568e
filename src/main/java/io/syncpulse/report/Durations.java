package io.syncpulse.report;

import io.syncpulse.metric.Buckets;

/**
 * How often which duration came, in the buckets of the metrics: a percentile is within 1 % of the
 * exact nearest rank for durations from 1 ms to 30 days, whatever their number, in 9 kB.
 */
final class Durations {

  private final long[] counts = new long[Buckets.BEYOND + 1];
  private long count;
  private long positive;
  private double sum;
  private long max;

  /** Counts a duration in microseconds. */
  void add(long micros) {
    counts[Buckets.of(micros)]++;
    count++;
    positive += micros > 0 ? 1 : 0;
    sum += micros;
    max = Math.max(max, micros);
  }

  long count() {
    return count;
  }

  /**
   * A percentile in seconds by nearest rank; null when so few durations have no such percentile: at
   * least one of them must lie above it.
   *
   * @param percent 1 to 99
   */
  Double percentile(int percent) {
    return count * (100 - percent) < 100 ? null : (Double) rank(percent);
  }

  /** The percentile of however few there are, in seconds; 0 when there are none. */
  double rank(int percent) {
    long rank = Math.max(1, (count * percent + 99) / 100);
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i];
      if (below >= rank) {
        return Math.min(Buckets.seconds(i), max / 1e6);
      }
    }
    return 0;
  }

  /** The share of those that are longer than nothing; null when there is none. */
  Double positive() {
    return count == 0 ? null : (Double) ((double) positive / count);
  }

  /** In seconds; null when there is none. */
  Double mean() {
    return count == 0 ? null : (Double) (sum / count / 1e6);
  }

  /** In seconds, exact; null when there is none. */
  Double max() {
    return count == 0 ? null : (Double) (max / 1e6);
  }
}
