package io.syncpulse;

import io.syncpulse.TrueJob.Entities;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a stretch of time holds, every single duration included. Times are microseconds. */
final class MetricContent {

  /**
   * One thing that counts at one moment.
   *
   * @param outcome how a job ended; null when only entities count here
   * @param duration how long the job ran; null when that is not known, or says nothing
   * @param queued how long it waited before; null likewise
   */
  record Booking(long at, String outcome, Long duration, Long queued, Entities entities) {}

  private static final TreeMap<Long, Integer> BUCKETS = buckets();
  private static final double MICROS = 1e6;

  private final Map<String, Long> outcomes = new TreeMap<>();
  private final List<Long> durations = new ArrayList<>();
  private final List<Long> queued = new ArrayList<>();
  private long cancelledMicros;
  private Entities entities = Entities.NONE;

  MetricContent(List<Booking> bookings) {
    for (Booking booking : bookings) {
      entities = entities.plus(booking.entities());
      if (booking.outcome() == null) {
        continue;
      }
      outcomes.merge(booking.outcome(), 1L, Long::sum);
      if (booking.queued() != null) {
        queued.add(booking.queued());
      }
      if (booking.duration() != null && booking.outcome().equals("cancelled")) {
        cancelledMicros += booking.duration();
      } else if (booking.duration() != null) {
        durations.add(booking.duration());
      }
    }
    Collections.sort(durations);
    Collections.sort(queued);
  }

  /** By what one window's content is told from another's. */
  List<Object> measures() {
    return List.of(
        outcomes,
        entities,
        sum(),
        squares(),
        cancelledMicros,
        histogram(durations),
        histogram(queued));
  }

  boolean isEmpty() {
    return measures().equals(new MetricContent(List.of()).measures());
  }

  MetricRow rolling(String sourceType, long windowSeconds) {
    Map<String, String> exact = counts(sourceType);
    exact.put("jobs", "" + outcomes.values().stream().mapToLong(Long::longValue).sum());
    double completed = count("completed");
    double running = runningMicros() / MICROS;
    double did = entities.inserted() + entities.updated() + entities.deleted();
    Map<String, Double> close = new LinkedHashMap<>();
    close.put("success_rate", ratio(completed, completed + count("failed")));
    for (int percent : new int[] {50, 90, 95, 99}) {
      close.put("duration_p" + percent, percentile(durations, percent));
    }
    close.put("duration_min", percentile(durations, 0));
    close.put("duration_max", percentile(durations, 100));
    close.put("duration_mean", ratio(sum().doubleValue() / MICROS, durations.size()));
    close.put("duration_stddev", deviation());
    close.put("queue_p50", percentile(queued, 50));
    close.put("queue_p95", percentile(queued, 95));
    close.put("running_seconds", running);
    close.put("entities_per_second", did / windowSeconds);
    close.put("entities_per_running_second", ratio(did, running));
    return new MetricRow(exact, close);
  }

  MetricRow hourly(String sourceType) {
    Map<String, String> exact = counts(sourceType);
    exact.put("running_micros", "" + runningMicros());
    exact.put("duration_micros", "" + sum());
    exact.put("duration_micros_squared", "" + squares());
    exact.put("duration_buckets", array(histogram(durations).keySet()));
    exact.put("duration_counts", array(histogram(durations).values()));
    exact.put("queue_buckets", array(histogram(queued).keySet()));
    exact.put("queue_counts", array(histogram(queued).values()));
    return new MetricRow(exact, Map.of());
  }

  private Map<String, String> counts(String sourceType) {
    Map<String, String> exact = new LinkedHashMap<>();
    exact.put("is_final", "t");
    exact.put("source_type", sourceType);
    for (String outcome : List.of("completed", "failed", "cancelled", "lost")) {
      exact.put(outcome, "" + count(outcome));
    }
    exact.put("entities_inserted", "" + entities.inserted());
    exact.put("entities_updated", "" + entities.updated());
    exact.put("entities_deleted", "" + entities.deleted());
    exact.put("entities_failed", "0");
    return exact;
  }

  private long count(String outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  private long runningMicros() {
    return sum().longValueExact() + cancelledMicros;
  }

  private BigInteger sum() {
    return durations.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private BigInteger squares() {
    return durations.stream()
        .map(micros -> BigInteger.valueOf(micros).pow(2))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private Double deviation() {
    if (durations.isEmpty()) {
      return null;
    }
    BigInteger n = BigInteger.valueOf(durations.size());
    BigInteger spread = n.multiply(squares()).subtract(sum().pow(2));
    return new BigDecimal(spread).sqrt(MathContext.DECIMAL128).doubleValue()
        / durations.size()
        / MICROS;
  }

  private static Double ratio(double part, double whole) {
    return whole == 0 ? null : (Double) (part / whole);
  }

  /** Exact, by nearest rank; what no bucket keeps apart counts as the table shows it. */
  private static Double percentile(List<Long> sorted, int percent) {
    if (sorted.isEmpty()) {
      return null;
    }
    int rank = Math.max(1, (int) Math.ceil(sorted.size() * percent / 100.0));
    long exact = sorted.get(rank - 1);
    return exact < 1000 ? 0.0 : Math.min(exact, BUCKETS.lastKey()) / MICROS;
  }

  private static Map<Integer, Long> histogram(List<Long> micros) {
    Map<Integer, Long> histogram = new TreeMap<>();
    for (long one : micros) {
      Map.Entry<Long, Integer> bucket = BUCKETS.ceilingEntry(one);
      histogram.merge(bucket == null ? BUCKETS.size() : bucket.getValue(), 1L, Long::sum);
    }
    return histogram;
  }

  private static String array(Collection<?> values) {
    return values.toString().replace('[', '{').replace(']', '}').replace(" ", "");
  }

  /** The number of each bucket by the longest duration that it holds, up to one of 30 days. */
  private static TreeMap<Long, Integer> buckets() {
    TreeMap<Long, Integer> buckets = new TreeMap<>(Map.of(999L, 0));
    BigDecimal longest = new BigDecimal(1000);
    while (buckets.lastKey() < 30L * 24 * 3600 * 1_000_000) {
      longest = longest.multiply(new BigDecimal("1.02"));
      buckets.put(longest.longValue(), buckets.size());
    }
    return buckets;
  }
}
