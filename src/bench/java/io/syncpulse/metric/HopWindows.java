package io.syncpulse.metric;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;
import io.syncpulse.history.Booking;
import io.syncpulse.history.Outcome;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.types.Row;

/**
 * Flink SQL's HOP windows over {@link Measures}: each outcome is added to one slice, and at the end
 * of every window a row is merged from all of its slices. The measures are an object all the way,
 * so nothing is converted.
 */
public final class HopWindows {

  private static final String QUERY =
      """
      SELECT high, low, window_end, figures(kind, created_at, started_at, ended_micros, inserted, updated, deleted)
      FROM HOP(TABLE outcome, DESCRIPTOR(ended_at), INTERVAL '%d' MINUTE(5), INTERVAL '%d' MINUTE(5))
      GROUP BY high, low, window_start, window_end
      """;

  private static final Schema SCHEMA =
      Schema.newBuilder()
          .columnByMetadata("ended_at", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
          .watermark("ended_at", "SOURCE_WATERMARK()")
          .build();

  private static final TypeInformation<Row> COLUMNS =
      Types.ROW_NAMED(
          new String[] {
            "high",
            "low",
            "kind",
            "created_at",
            "started_at",
            "ended_micros",
            "inserted",
            "updated",
            "deleted"
          },
          Types.LONG,
          Types.LONG,
          Types.INT,
          Types.LONG,
          Types.LONG,
          Types.LONG,
          Types.LONG,
          Types.LONG,
          Types.LONG);

  private HopWindows() {}

  static DataStream<WindowRow> rows(DataStream<Booking> outcomes, Window window) {
    StreamTableEnvironment sql = StreamTableEnvironment.create(outcomes.getExecutionEnvironment());
    sql.getConfig().setLocalTimeZone(ZoneOffset.UTC);
    sql.createTemporarySystemFunction("figures", new FiguresOf());
    sql.createTemporaryView("outcome", outcomes.map(HopWindows::columns).returns(COLUMNS), SCHEMA);
    String query = String.format(Locale.ROOT, QUERY, window.slide(), window.size());
    int seconds = window.size() * 60;
    return sql.toDataStream(sql.sqlQuery(query))
        .map(row -> row(row, seconds))
        .returns(WindowRow.class);
  }

  private static Row columns(Booking booking) {
    Outcome outcome = booking.outcome();
    return Row.of(
        outcome.connection().high(),
        outcome.connection().low(),
        outcome.kind().ordinal(),
        outcome.createdAt(),
        outcome.startedAt(),
        outcome.endedAt(),
        outcome.counts().inserted(),
        outcome.counts().updated(),
        outcome.counts().deleted());
  }

  private static WindowRow row(Row row, int windowSeconds) {
    return new WindowRow(
        new Id(row.<Long>getFieldAs(0), row.<Long>getFieldAs(1)),
        windowSeconds,
        row.<LocalDateTime>getFieldAs(2).toEpochSecond(ZoneOffset.UTC),
        row.getFieldAs(3));
  }

  /** The aggregate function of the query. Flink calls its methods by reflection. */
  public static final class FiguresOf extends AggregateFunction<Figures, Measures> {
    private static final long serialVersionUID = 1L;
    private static final Outcome.Kind[] KINDS = Outcome.Kind.values();

    @Override
    public Measures createAccumulator() {
      return new Measures();
    }

    public void accumulate(
        Measures sum,
        Integer kind,
        Long createdAt,
        Long startedAt,
        Long endedAt,
        Long inserted,
        Long updated,
        Long deleted) {
      EntityCounts counts = new EntityCounts(inserted, updated, deleted, 0, 0);
      Outcome.Kind named = KINDS[kind];
      Outcome outcome =
          new Outcome(null, null, null, null, named, createdAt, startedAt, endedAt, counts);
      sum.add(BookedMeasures.of(new Booking(null, null, null, endedAt, outcome, counts, false)));
    }

    public void merge(Measures sum, Iterable<Measures> slices) {
      slices.forEach(sum::add);
    }

    @Override
    public Figures getValue(Measures sum) {
      return Figures.of(sum);
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
      DataType bigint = DataTypes.BIGINT();
      DataType measures = DataTypes.RAW(TypeInformation.of(Measures.class)).toDataType(types);
      DataType figures = DataTypes.RAW(TypeInformation.of(Figures.class)).toDataType(types);
      return TypeInference.newBuilder()
          .typedArguments(DataTypes.INT(), bigint, bigint, bigint, bigint, bigint, bigint)
          .accumulatorTypeStrategy(TypeStrategies.explicit(measures))
          .outputTypeStrategy(TypeStrategies.explicit(figures))
          .build();
    }
  }
}
