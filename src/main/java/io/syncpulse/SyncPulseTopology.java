package io.syncpulse;

import io.syncpulse.event.DeadLetter;
import io.syncpulse.event.FindConnection;
import io.syncpulse.event.Observation;
import io.syncpulse.event.ParsedRecord;
import io.syncpulse.event.SplitRecords;
import io.syncpulse.event.SplitRows;
import io.syncpulse.history.ConnectionSnapshot;
import io.syncpulse.history.FoldHistory;
import io.syncpulse.history.JobSnapshot;
import io.syncpulse.history.OutcomeChange;
import io.syncpulse.metric.HourlyRow;
import io.syncpulse.metric.RollingRow;
import io.syncpulse.postgres.CoalesceNewest;
import io.syncpulse.postgres.LateOutcomeTable;
import io.syncpulse.postgres.SyncJobTable;
import java.time.Clock;
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
 *   Kafka sync-events, and a backfill's      Kafka sync_job, source_connection (if they are set)
 *         |  parsed and given their event time while they are read  |
 *         v                                                         v
 *   split records -------> dead letters (Kafka) <------------- split rows
 *         |                                ^                        |  keyed by sync
 *         |                                |                        v
 *         |                                +-------------- find connection
 *         |                                                         |
 *         +<--------------------------------------------------------+
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
   * Records of one kind.
   *
   * @param source where they are read from, parsed
   * @param eventTime watermarks for them
   * @param readers how many readers the source gets: more than a topic has partitions would never
   *     tell the time; the environment's parallelism where there are more partitions
   */
  record Input(
      Source<ParsedRecord, ?, ?> source, WatermarkStrategy<ParsedRecord> eventTime, int readers) {}

  /**
   * What the flow reads from and writes to.
   *
   * @param rows changes of the platform's tables; null when none are read
   */
  record SourcesAndSinks(
      Input events,
      Input rows,
      Sink<DeadLetter> deadLetters,
      Sink<List<JobSnapshot>> jobs,
      Sink<List<ConnectionSnapshot>> connections,
      Sink<List<OutcomeChange>> lateOutcomes,
      Sink<List<RollingRow>> rolling,
      Sink<List<HourlyRow>> hourly) {}

  /** What was read. */
  private record Arrivals(DataStream<Observation> observations, DataStream<DeadLetter> dead) {

    Arrivals and(Arrivals others) {
      return new Arrivals(observations.union(others.observations), dead.union(others.dead));
    }
  }

  private SyncPulseTopology() {}

  static void build(StreamExecutionEnvironment env, SourcesAndSinks to, JobSettings settings) {
    Arrivals arrivals = events(env, to.events());
    if (to.rows() != null) {
      arrivals = arrivals.and(rows(env, to.rows(), settings));
    }

    Operators.WRITE_DEAD_LETTERS.mark(
        arrivals.dead().sinkTo(to.deadLetters()).setParallelism(readers(env, to.events())));

    SingleOutputStreamOperator<JobSnapshot> jobs =
        Operators.FOLD_HISTORY.mark(
            arrivals
                .observations()
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

  private static Arrivals events(StreamExecutionEnvironment env, Input events) {
    SingleOutputStreamOperator<Observation> observations =
        Operators.SPLIT_RECORDS.mark(
            read(env, events, Operators.READ_EVENTS)
                .process(new SplitRecords())
                .setParallelism(readers(env, events)));
    return new Arrivals(observations, observations.getSideOutput(SplitRecords.DEAD_LETTERS));
  }

  private static Arrivals rows(StreamExecutionEnvironment env, Input rows, JobSettings settings) {
    SingleOutputStreamOperator<ParsedRecord> usable =
        Operators.SPLIT_ROWS.mark(
            read(env, rows, Operators.READ_ROWS)
                .process(new SplitRows())
                .setParallelism(readers(env, rows)));
    SingleOutputStreamOperator<Observation> observations =
        Operators.FIND_CONNECTION.mark(
            usable
                .keyBy(FindConnection::key)
                .process(new FindConnection(settings.get(Settings.ROWS_WAIT), Clock.systemUTC())));
    return new Arrivals(
        observations,
        usable
            .getSideOutput(SplitRecords.DEAD_LETTERS)
            .union(observations.getSideOutput(SplitRecords.DEAD_LETTERS)));
  }

  private static SingleOutputStreamOperator<ParsedRecord> read(
      StreamExecutionEnvironment env, Input input, Operators operator) {
    return operator.mark(
        env.fromSource(input.source(), input.eventTime(), operator.title())
            .setParallelism(readers(env, input)));
  }

  private static int readers(StreamExecutionEnvironment env, Input input) {
    return Math.min(input.readers(), env.getParallelism());
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
