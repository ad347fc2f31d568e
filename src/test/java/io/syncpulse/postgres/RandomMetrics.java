package io.syncpulse.postgres;

import io.syncpulse.event.Id;
import io.syncpulse.metric.Figures;
import io.syncpulse.metric.HourlyRow;
import io.syncpulse.metric.Measures;
import io.syncpulse.metric.RollingRow;
import io.syncpulse.metric.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Random statements about few scopes and times, so that they meet in every way. */
final class RandomMetrics {

  private static final long EPOCH = 1_770_000_000 / 3_600 * 3_600;

  private static final List<Scope> SCOPES =
      List.of(
          Scope.connection(new Id(0, 7)),
          Scope.connection(new Id(-1, 7)),
          Scope.sourceType("notion"),
          Scope.sourceType("ılık"),
          Scope.organization(new Id(0, 7)),
          Scope.platform());

  private final Random random;

  RandomMetrics(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Up to so many statements, no two of the same key. */
  List<RollingRow> rolling(int atMost) {
    return distinct(atMost, this::rollingRow, RollingMetricsTable::key);
  }

  List<HourlyRow> hourly(int atMost) {
    return distinct(atMost, this::hourlyRow, HourlyMetricsTable::key);
  }

  private <T, K> List<T> distinct(int atMost, Supplier<T> next, Function<T, K> key) {
    List<T> rows = new ArrayList<>();
    for (int n = 1 + random.nextInt(atMost); n > 0; n--) {
      rows.add(next.get());
    }
    return new ArrayList<>(
        rows.stream().collect(Collectors.toMap(key, row -> row, (a, b) -> b)).values());
  }

  private RollingRow rollingRow() {
    int at = random.nextInt(12);
    return new RollingRow(
        scope(),
        random.nextBoolean() ? 3_600 : 86_400,
        EPOCH + at * 60L,
        after(at, 60),
        random.nextInt(4) == 0,
        random.nextBoolean(),
        random.nextInt(4) == 0 ? null : figures());
  }

  private HourlyRow hourlyRow() {
    int at = random.nextInt(12);
    return new HourlyRow(
        scope(),
        EPOCH + at * 3_600L,
        after(at, 3_600),
        random.nextInt(4) == 0,
        random.nextBoolean(),
        random.nextInt(4) == 0 ? null : measures());
  }

  private Scope scope() {
    return SCOPES.get(random.nextInt(SCOPES.size()));
  }

  private long after(int at, long slide) {
    return at == 0 || random.nextInt(3) == 0
        ? Long.MIN_VALUE
        : EPOCH + (at - 1 - random.nextInt(Math.min(at, 3))) * slide;
  }

  Figures figures() {
    double[] seconds = new double[10];
    Arrays.setAll(seconds, i -> random.nextInt(3) == 0 ? Double.NaN : random.nextInt(3) / 8.0);
    return new Figures(
        count(),
        count(),
        count(),
        count(),
        seconds[0],
        seconds[1],
        seconds[2],
        seconds[3],
        seconds[4],
        seconds[5],
        seconds[6],
        seconds[7],
        seconds[8],
        seconds[9],
        count(),
        count(),
        count(),
        count());
  }

  /** Every count, sum and bucket may be in it: see {@link Measures} for the coordinates. */
  Measures measures() {
    Measures measures = new Measures();
    int[] coordinates = {0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 32, 33, 1128, 2048, 3144};
    measures.coordinates = new short[coordinates.length];
    measures.values = new long[coordinates.length];
    for (int coordinate : coordinates) {
      if (random.nextInt(3) > 0) {
        measures.coordinates[measures.size] = (short) coordinate;
        measures.values[measures.size++] = 1 + count();
      }
    }
    return measures;
  }

  private long count() {
    return random.nextInt(3) == 0 ? 5_000_000_000L : random.nextInt(3);
  }
}
