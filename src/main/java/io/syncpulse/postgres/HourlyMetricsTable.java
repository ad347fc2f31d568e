package io.syncpulse.postgres;

import io.syncpulse.event.Id;
import io.syncpulse.metric.Histogram;
import io.syncpulse.metric.HourlyRow;
import io.syncpulse.metric.Measures;
import io.syncpulse.metric.Scope;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * The table {@code hourly_metrics}: one row for each hour of a scope in which jobs did anything.
 */
public final class HourlyMetricsTable {

  static final String MERGE =
      "merge_hourly_metrics(text[], uuid[], int8[], int8[], bool[], int8[], bool[], bool[], text[],"
          + " int8[], int8[], int8[], int8[], int8[], int8[], int8[], int8[], int8[], text[],"
          + " text[], text[], text[], text[])";

  private static final int HOUR_SECONDS = 3600;
  private static final Measures NOTHING = new Measures();

  private HourlyMetricsTable() {}

  /** Key of a row, in the order of the primary key. The hour is in seconds since the epoch. */
  public record Key(Id scope, Scope.Kind kind, long hour) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::scope).thenComparing(Key::kind).thenComparingLong(Key::hour);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** The key of the row that is spoken of. */
  public static Key key(HourlyRow row) {
    return new Key(row.scope().id(), row.scope().kind(), row.hour());
  }

  /**
   * Makes the table say what batches of statements say. No key may come twice in a batch: see
   * {@link CoalesceNewest}.
   *
   * @param patience how long Postgres may be away before the job fails
   * @param until rows after this are others' and are left as they are; null for never
   */
  public static Sink<List<HourlyRow>> sink(PostgresLogin login, Duration patience, Instant until) {
    Long lastUpTo = until == null ? null : (Long) (until.getEpochSecond() - HOUR_SECONDS);
    return new MergeSink<>(
        MERGE, (statement, rows) -> bind(statement, rows, lastUpTo), login, patience);
  }

  /**
   * @param lastUpTo no row of this or an earlier time follows a last statement, seconds since the
   *     epoch; null: no row at all
   */
  static void bind(PreparedStatement statement, List<HourlyRow> rows, Long lastUpTo)
      throws SQLException {
    new ArrayParameters<>(statement, rows)
        .texts(row -> row.scope().kind().name().toLowerCase(Locale.ROOT))
        .uuids(row -> row.scope().id())
        .longs(HourlyRow::hour)
        .longs(row -> row.after() == Long.MIN_VALUE ? row.hour() - 1 : row.after())
        .booleans(HourlyRow::isLast)
        .nullableLongs(row -> lastUpTo)
        .booleans(row -> row.measures() != null)
        .booleans(HourlyRow::isFinal)
        .texts(row -> row.scope().sourceType())
        .longs(sum(Measures::completed))
        .longs(sum(Measures::failed))
        .longs(sum(Measures::cancelled))
        .longs(sum(Measures::lost))
        .longs(sum(Measures::inserted))
        .longs(sum(Measures::updated))
        .longs(sum(Measures::deleted))
        .longs(sum(Measures::runningMicros))
        .longs(sum(Measures::durationMicros))
        .texts(row -> measures(row).durationMicrosSquared().toString())
        .texts(buckets(Measures::durations))
        .texts(counts(Measures::durations))
        .texts(buckets(Measures::queueTimes))
        .texts(counts(Measures::queueTimes));
  }

  private static ToLongFunction<HourlyRow> sum(ToLongFunction<Measures> sum) {
    return row -> sum.applyAsLong(measures(row));
  }

  private static Function<HourlyRow, String> buckets(Function<Measures, Histogram> histogram) {
    return row -> {
      StringBuilder list = new StringBuilder("{");
      for (short bucket : histogram.apply(measures(row)).buckets()) {
        list.append(list.length() > 1 ? "," : "").append(bucket);
      }
      return list.append('}').toString();
    };
  }

  private static Function<HourlyRow, String> counts(Function<Measures, Histogram> histogram) {
    return row -> {
      StringBuilder list = new StringBuilder("{");
      for (long count : histogram.apply(measures(row)).counts()) {
        list.append(list.length() > 1 ? "," : "").append(count);
      }
      return list.append('}').toString();
    };
  }

  private static Measures measures(HourlyRow row) {
    return row.measures() == null ? NOTHING : row.measures();
  }
}
