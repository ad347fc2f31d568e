package io.syncpulse;

import io.syncpulse.event.DeadLetter;
import io.syncpulse.event.Observation;
import io.syncpulse.event.ParsedRecord;
import io.syncpulse.event.SplitRecords;
import io.syncpulse.history.ConnectionSnapshot;
import io.syncpulse.history.FoldHistory;
import io.syncpulse.history.JobSnapshot;
import io.syncpulse.history.OutcomeChange;
import io.syncpulse.metric.HourlyRow;
import io.syncpulse.metric.RollingRow;
import io.syncpulse.postgres.CoalesceNewest;
import io.syncpulse.postgres.LateOutcomeTable;
import io.syncpulse.postgres.SyncJobTable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The whole flow. Sources and sinks come in as parameters, so that the tests run this very graph.
 *
 * <pre>
 *   Kafka sync-events
 *         |  parsed and given its event time while it is read
 *         v
 *   split records -------> dead letters (Kafka)
 *         |
 *         |  keyed by source connection: the only shuffle of events
 *         v
 *   fold history --------> coalesce ---> sync_job, source_connection, late_outcome
 *         |
 *         |  bookings: outcomes and batches, added and retracted
 *         |
 *         +--> book panes --> roll windows of connections (the same key: no shuffle)
 *         |                                   |
 *         |                                   +--> coalesce --> rolling_metrics, hourly_metrics
 *         v                                   |
 *   add up panes --> roll windows of source types, organizations, the platform
 *               keyed by scope
 * </pre>
 */
final class SyncPulseTopology {

  /**
   * What the flow reads from and writes to.
   *
   * @param events records of the event topic, parsed
   * @param eventTime watermarks for them
   * @param eventReaders how many readers the source gets: more than it has partitions would never
   *     tell the time; the environment's parallelism where there are more partitions
   */
  record SourcesAndSinks(
      Source<ParsedRecord, ?, ?> events,
      WatermarkStrategy<ParsedRecord> eventTime,
      int eventReaders,
      Sink<DeadLetter> deadLetters,
      Sink<List<JobSnapshot>> jobs,
      Sink<List<ConnectionSnapshot>> connections,
      Sink<List<OutcomeChange>> lateOutcomes,
      Sink<List<RollingRow>> rolling,
      Sink<List<HourlyRow>> hourly) {}

  private SyncPulseTopology() {}

  static void build(StreamExecutionEnvironment env, SourcesAndSinks to, JobSettings settings) {
    int readers = Math.min(to.eventReaders(), env.getParallelism());

    SingleOutputStreamOperator<ParsedRecord> records =
        Operators.READ_EVENTS.mark(
            env.fromSource(to.events(), to.eventTime(), Operators.READ_EVENTS.title())
                .setParallelism(readers));

    SingleOutputStreamOperator<Observation> observations =
        Operators.SPLIT_RECORDS.mark(records.process(new SplitRecords()).setParallelism(readers));

    Operators.WRITE_DEAD_LETTERS.mark(
        observations
            .getSideOutput(SplitRecords.DEAD_LETTERS)
            .sinkTo(to.deadLetters())
            .setParallelism(readers));

    SingleOutputStreamOperator<JobSnapshot> jobs =
        Operators.FOLD_HISTORY.mark(
            observations
                .keyBy(Observation::connection)
                .process(
                    new FoldHistory(settings.historyRules(), settings.get(Settings.LATENESS))));

    Operators.WRITE_JOBS.mark(
        Operators.COALESCE_JOBS
            .mark(coalesced(jobs, JobSnapshot.class, SyncJobTable::key, settings))
            .sinkTo(to.jobs()));

    Operators.WRITE_CONNECTIONS.mark(
        Operators.COALESCE_CONNECTIONS
            .mark(
                coalesced(
                    jobs.getSideOutput(FoldHistory.CONNECTIONS),
                    ConnectionSnapshot.class,
                    ConnectionSnapshot::connection,
                    settings))
            .sinkTo(to.connections()));

    Operators.WRITE_LATE_OUTCOMES.mark(
        Operators.COALESCE_LATE_OUTCOMES
            .mark(
                coalesced(
                    jobs.getSideOutput(FoldHistory.LATE_OUTCOMES),
                    OutcomeChange.class,
                    LateOutcomeTable::key,
                    settings))
            .sinkTo(to.lateOutcomes()));

    SyncPulseMetrics.build(jobs.getSideOutput(FoldHistory.BOOKINGS), to, settings);
  }

  /** States on their way to a table: the newest of each key, in batches. */
  private static <K extends Comparable<K>, T> SingleOutputStreamOperator<List<T>> coalesced(
      DataStream<T> rows, Class<T> type, KeySelector<T, K> key, JobSettings settings) {
    return coalesced(rows, type, key, (older, newer) -> newer, settings);
  }

  static <K extends Comparable<K>, T> SingleOutputStreamOperator<List<T>> coalesced(
      DataStream<T> rows,
      Class<T> type,
      KeySelector<T, K> key,
      CoalesceNewest.Succession<T> succession,
      JobSettings settings) {
    int maxRows = settings.get(Settings.WRITE_MAX_ROWS);
    Duration maxAge = settings.get(Settings.WRITE_MAX_AGE);
    return rows.transform(
        "Coalesce",
        Types.LIST(TypeInformation.of(type)),
        new CoalesceNewest<>(key, maxRows, maxAge, succession));
  }
}
