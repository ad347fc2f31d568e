package io.syncpulse.postgres;

import io.syncpulse.event.Id;
import io.syncpulse.metric.Figures;
import io.syncpulse.metric.RollingRow;
import io.syncpulse.metric.Scope;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.flink.api.connector.sink2.Sink;

/** The table {@code rolling_metrics}: one row for each change of a window of a scope. */
public final class RollingMetricsTable {

  static final String MERGE =
      "merge_rolling_metrics(text[], uuid[], int4[], int8[], int8[], bool[], int8[], bool[], bool[],"
          + " text[], int8[], int8[], int8[], int8[], float8[], float8[], float8[], float8[],"
          + " float8[], float8[], float8[], float8[], float8[], float8[], int8[], int8[], int8[],"
          + " float8[])";

  private static final double NONE = Double.NaN;
  private static final Figures NO_FIGURES =
      new Figures(
          0, 0, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, 0, 0, 0, 0);

  private RollingMetricsTable() {}

  /** Key of a row, in the order of the primary key. Times are seconds since the epoch. */
  public record Key(Id scope, Scope.Kind kind, int windowSeconds, long asOf)
      implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::scope)
            .thenComparing(Key::kind)
            .thenComparingInt(Key::windowSeconds)
            .thenComparingLong(Key::asOf);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** The key of the row that is spoken of. */
  public static Key key(RollingRow row) {
    return new Key(row.scope().id(), row.scope().kind(), row.windowSeconds(), row.asOf());
  }

  /**
   * Makes the table say what batches of statements say. No key may come twice in a batch: see
   * {@link CoalesceNewest}.
   *
   * @param patience how long Postgres may be away before the job fails
   * @param until rows after this are others' and are left as they are; null for never
   */
  public static Sink<List<RollingRow>> sink(PostgresLogin login, Duration patience, Instant until) {
    Long lastUpTo = until == null ? null : (Long) until.getEpochSecond();
    return new MergeSink<>(
        MERGE, (statement, rows) -> bind(statement, rows, lastUpTo), login, patience);
  }

  /**
   * @param lastUpTo no row of this or an earlier time follows a last statement, seconds since the
   *     epoch; null: no row at all
   */
  static void bind(PreparedStatement statement, List<RollingRow> rows, Long lastUpTo)
      throws SQLException {
    new ArrayParameters<>(statement, rows)
        .texts(row -> row.scope().kind().name().toLowerCase(Locale.ROOT))
        .uuids(row -> row.scope().id())
        .ints(RollingRow::windowSeconds)
        .longs(RollingRow::asOf)
        .longs(row -> row.after() == Long.MIN_VALUE ? row.asOf() - 1 : row.after())
        .booleans(RollingRow::isLast)
        .nullableLongs(row -> lastUpTo)
        .booleans(row -> row.figures() != null)
        .booleans(RollingRow::isFinal)
        .texts(row -> row.scope().sourceType())
        .longs(count(Figures::completed))
        .longs(count(Figures::failed))
        .longs(count(Figures::cancelled))
        .longs(count(Figures::lost))
        .doubles(seconds(Figures::durationP50))
        .doubles(seconds(Figures::durationP90))
        .doubles(seconds(Figures::durationP95))
        .doubles(seconds(Figures::durationP99))
        .doubles(seconds(Figures::durationMin))
        .doubles(seconds(Figures::durationMax))
        .doubles(seconds(Figures::durationMean))
        .doubles(seconds(Figures::durationStddev))
        .doubles(seconds(Figures::queueP50))
        .doubles(seconds(Figures::queueP95))
        .longs(count(Figures::inserted))
        .longs(count(Figures::updated))
        .longs(count(Figures::deleted))
        .doubles(seconds(figures -> figures.runningMicros() / 1e6));
  }

  private static ToLongFunction<RollingRow> count(ToLongFunction<Figures> figure) {
    return row -> figure.applyAsLong(figures(row));
  }

  private static ToDoubleFunction<RollingRow> seconds(ToDoubleFunction<Figures> figure) {
    return row -> figure.applyAsDouble(figures(row));
  }

  private static Figures figures(RollingRow row) {
    return row.figures() == null ? NO_FIGURES : row.figures();
  }
}
