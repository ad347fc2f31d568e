package io.syncpulse.metric;

import io.syncpulse.history.Outcome;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of one window by brute force: every end, every happening. Shares no code with what it
 * judges; percentiles are exact.
 */
final class WindowOracle {

  private final List<Happening> happenings;

  WindowOracle(List<Happening> happenings) {
    this.happenings = happenings;
  }

  /** What must be at each end at which a rolling window changes. All in minutes. */
  Map<Long, List<Happening>> rolling(int size, int slide, int until) {
    Map<Long, List<Happening>> rows = new TreeMap<>();
    for (int end = 0; end <= until; end += slide) {
      List<Happening> now = between(end - size, end);
      if (!vector(now).equals(vector(between(end - slide - size, end - slide)))) {
        rows.put((long) end, now);
      }
    }
    return rows;
  }

  /** What happened in each hour in which something did, by the minute that it begins at. */
  Map<Long, List<Happening>> hours(int until) {
    Map<Long, List<Happening>> rows = new TreeMap<>();
    for (int hour = 0; hour <= until; hour += 60) {
      List<Happening> within = between(hour, hour + 60);
      if (!vector(within).isEmpty()) {
        rows.put((long) hour, within);
      }
    }
    return rows;
  }

  private List<Happening> between(int from, int to) {
    return happenings.stream().filter(h -> h.minute() >= from && h.minute() < to).toList();
  }

  /** All sums and counts, without those that are zero. */
  private static Map<String, BigInteger> vector(List<Happening> happenings) {
    Map<String, BigInteger> vector = new TreeMap<>();
    for (Happening one : happenings) {
      add(vector, "inserted", one.inserted());
      if (one.kind() == null) {
        continue;
      }
      add(vector, one.kind().name(), 1);
      if (one.ran() == null) {
        continue;
      }
      add(vector, "queued " + one.queued(), 1);
      if (isMeasured(one)) {
        add(vector, "ran " + one.ran(), 1);
      } else if (one.kind() == Outcome.Kind.CANCELLED) {
        add(vector, "ran cancelled", one.ran());
      }
    }
    return vector;
  }

  private static void add(Map<String, BigInteger> vector, String what, long by) {
    if (by != 0) {
      vector.merge(what, BigInteger.valueOf(by), BigInteger::add);
    }
  }

  private static boolean isMeasured(Happening one) {
    return one.ran() != null
        && (one.kind() == Outcome.Kind.COMPLETED || one.kind() == Outcome.Kind.FAILED);
  }

  /** What is wrong with figures that are said of these happenings; empty when nothing is. */
  static List<String> faults(List<Happening> of, Figures figures) {
    List<String> faults = new ArrayList<>();
    exact(faults, "completed", count(of, Outcome.Kind.COMPLETED), figures.completed());
    exact(faults, "failed", count(of, Outcome.Kind.FAILED), figures.failed());
    exact(faults, "cancelled", count(of, Outcome.Kind.CANCELLED), figures.cancelled());
    exact(faults, "lost", count(of, Outcome.Kind.LOST), figures.lost());
    exact(faults, "inserted", of.stream().mapToLong(Happening::inserted).sum(), figures.inserted());
    exact(
        faults,
        "running",
        of.stream()
            .filter(h -> isMeasured(h) || (h.kind() == Outcome.Kind.CANCELLED && h.ran() != null))
            .mapToLong(Happening::ran)
            .sum(),
        figures.runningMicros());
    double[] ran =
        of.stream().filter(WindowOracle::isMeasured).mapToDouble(h -> h.ran() / 1e6).toArray();
    double[] queued =
        of.stream()
            .filter(h -> h.kind() != null && h.ran() != null)
            .mapToDouble(h -> h.queued() / 1e6)
            .toArray();
    near(faults, "p50", percentile(ran, 50), figures.durationP50());
    near(faults, "p90", percentile(ran, 90), figures.durationP90());
    near(faults, "p95", percentile(ran, 95), figures.durationP95());
    near(faults, "p99", percentile(ran, 99), figures.durationP99());
    near(faults, "min", percentile(ran, 0), figures.durationMin());
    near(faults, "max", percentile(ran, 100), figures.durationMax());
    near(faults, "queue p50", percentile(queued, 50), figures.queueP50());
    near(faults, "queue p95", percentile(queued, 95), figures.queueP95());
    double mean = java.util.Arrays.stream(ran).average().orElse(Double.NaN);
    double variance =
        java.util.Arrays.stream(ran).map(x -> (x - mean) * (x - mean)).average().orElse(Double.NaN);
    close(faults, "mean", mean, figures.durationMean());
    close(faults, "stddev", Math.sqrt(variance), figures.durationStddev());
    return faults;
  }

  private static long count(List<Happening> of, Outcome.Kind kind) {
    return of.stream().filter(h -> h.kind() == kind).count();
  }

  private static double percentile(double[] values, int percent) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int rank = 1;
    while (rank * 100 < percent * sorted.length) {
      rank++;
    }
    return sorted[rank - 1];
  }

  private static void exact(List<String> faults, String what, long expected, long actual) {
    if (expected != actual) {
      faults.add(what + " is " + actual + " instead of " + expected);
    }
  }

  /** Within 1 %; below a millisecond it is 0, beyond 30 days it is 30 days. */
  private static void near(List<String> faults, String what, double expected, double actual) {
    double bounded = expected < 0.001 ? 0 : Math.min(expected, 30 * 86_400);
    within(faults, what, bounded, actual, 0.01 * bounded);
  }

  private static void close(List<String> faults, String what, double expected, double actual) {
    within(faults, what, expected, actual, 1e-6 + 1e-9 * Math.abs(expected));
  }

  private static void within(
      List<String> faults, String what, double expected, double actual, double tolerance) {
    if (Double.isNaN(expected) != Double.isNaN(actual) || Math.abs(expected - actual) > tolerance) {
      faults.add(what + " is " + actual + " instead of " + expected);
    }
  }
}
