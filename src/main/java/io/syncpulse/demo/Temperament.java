package io.syncpulse.demo;

import java.time.Duration;

/**
 * How the jobs of a connection usually go.
 *
 * <p>Of all connections, {@code share} percent are like this; of their jobs, {@code failed} fail
 * half-way, {@code refused} fail before they run, {@code cancelled} are cancelled by hand and
 * {@code unheard} end without an event that says so. A job that runs to its end takes {@code
 * median} for half of all jobs and has {@code fewest} to {@code most} batches.
 */
enum Temperament {
  HEALTHY(48, 0.005, 0, 0.003, 0.001, Duration.ofSeconds(25), 1, 5),
  SLOW(12, 0.02, 0, 0.02, 0.002, Duration.ofMinutes(22), 2, 9),
  FLAKY(14, 0.3, 0.02, 0.01, 0.002, Duration.ofSeconds(50), 1, 6),
  EXPIRED(8, 0.01, 0.9, 0, 0.002, Duration.ofSeconds(30), 1, 4),
  IMPATIENT(7, 0.01, 0, 0.4, 0.002, Duration.ofMinutes(4), 2, 8),
  BIG(5, 0.02, 0, 0.02, 0.002, Duration.ofMinutes(35), 40, 160),
  LOSSY(6, 0.05, 0, 0.02, 0.15, Duration.ofSeconds(45), 1, 5);

  final int share;
  final double failed;
  final double refused;
  final double cancelled;
  final double unheard;
  final Duration median;
  final int fewest;
  final int most;

  Temperament(
      int share,
      double failed,
      double refused,
      double cancelled,
      double unheard,
      Duration median,
      int fewest,
      int most) {
    this.share = share;
    this.failed = failed;
    this.refused = refused;
    this.cancelled = cancelled;
    this.unheard = unheard;
    this.median = median;
    this.fewest = fewest;
    this.most = most;
  }

  /** A temperament by its share; the percent go from 0 to 99. */
  static Temperament at(int percent) {
    int upTo = 0;
    for (Temperament temperament : values()) {
      upTo += temperament.share;
      if (percent < upTo) {
        return temperament;
      }
    }
    throw new IllegalArgumentException(percent + " is not a percent");
  }
}
