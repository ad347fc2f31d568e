package io.syncpulse;

import io.syncpulse.history.Booking;
import io.syncpulse.metric.BookPanes;
import io.syncpulse.metric.HourlyRow;
import io.syncpulse.metric.PaneChange;
import io.syncpulse.metric.PreAggregate;
import io.syncpulse.metric.RollWindows;
import io.syncpulse.metric.RollingRow;
import io.syncpulse.metric.Scope;
import io.syncpulse.postgres.HourlyMetricsTable;
import io.syncpulse.postgres.RollingMetricsTable;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The part of the {@link SyncPulseTopology} that makes metrics of what the fold books. */
final class SyncPulseMetrics {

  private SyncPulseMetrics() {}

  static void build(
      DataStream<Booking> bookings, SyncPulseTopology.SourcesAndSinks to, JobSettings settings) {
    Set<Scope.Kind> coarse = EnumSet.copyOf(settings.metricScopes());
    if (coarse.remove(Scope.Kind.CONNECTION)) {
      connections(bookings, to, settings);
    }
    if (!coarse.isEmpty()) {
      coarseScopes(bookings, coarse, to, settings);
    }
  }

  /** Keyed by connection already, and a connection's scope goes where its connection goes. */
  private static void connections(
      DataStream<Booking> bookings, SyncPulseTopology.SourcesAndSinks to, JobSettings settings) {
    KeyedStream<PaneChange, Scope> panes =
        DataStreamUtils.reinterpretAsKeyedStream(
            Operators.BOOK_PANES.mark(bookings.map(new BookPanes())),
            PaneChange::scope,
            TypeInformation.of(Scope.class));
    write(
        Operators.ROLL_CONNECTIONS.mark(panes.process(new RollWindows(settings.metricRules()))),
        Operators.COALESCE_CONNECTION_METRICS,
        Operators.WRITE_CONNECTION_METRICS,
        Operators.COALESCE_CONNECTION_HOURS,
        Operators.WRITE_CONNECTION_HOURS,
        to,
        settings);
  }

  /** Added up before they are shuffled, so that one busy platform is no bottleneck. */
  private static void coarseScopes(
      DataStream<Booking> bookings,
      Set<Scope.Kind> scopes,
      SyncPulseTopology.SourcesAndSinks to,
      JobSettings settings) {
    DataStream<PaneChange> panes =
        Operators.PRE_AGGREGATE.mark(
            bookings.transform(
                "Pre-aggregate",
                TypeInformation.of(PaneChange.class),
                new PreAggregate(
                    scopes,
                    settings.get(Settings.WRITE_MAX_ROWS),
                    settings.get(Settings.WRITE_MAX_AGE))));
    write(
        Operators.ROLL_SCOPES.mark(
            panes.keyBy(PaneChange::scope).process(new RollWindows(settings.metricRules()))),
        Operators.COALESCE_SCOPE_METRICS,
        Operators.WRITE_SCOPE_METRICS,
        Operators.COALESCE_SCOPE_HOURS,
        Operators.WRITE_SCOPE_HOURS,
        to,
        settings);
  }

  private static void write(
      SingleOutputStreamOperator<RollingRow> rows,
      Operators coalesceRows,
      Operators writeRows,
      Operators coalesceHours,
      Operators writeHours,
      SyncPulseTopology.SourcesAndSinks to,
      JobSettings settings) {
    writeRows.mark(
        coalesceRows
            .mark(
                SyncPulseTopology.coalesced(
                    rows,
                    RollingRow.class,
                    RollingMetricsTable::key,
                    (older, newer) -> newer.succeeding(older),
                    settings))
            .sinkTo(to.rolling()));
    writeHours.mark(
        coalesceHours
            .mark(
                SyncPulseTopology.coalesced(
                    rows.getSideOutput(RollWindows.HOURS),
                    HourlyRow.class,
                    HourlyMetricsTable::key,
                    (older, newer) -> newer.succeeding(older),
                    settings))
            .sinkTo(to.hourly()));
  }
}
