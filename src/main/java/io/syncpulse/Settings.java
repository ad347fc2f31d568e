package io.syncpulse;

import java.time.Duration;
import java.util.List;

/** Every setting of the job: its name, default, range and meaning. README shows this list. */
final class Settings {

  /** Whether the job goes on for ever, or ends at what the topic holds when it starts. */
  enum Mode {
    LIVE,
    BOUNDED
  }

  /** Where the job starts to read when it is not restored from a checkpoint or savepoint. */
  enum Start {
    COMMITTED,
    EARLIEST
  }

  static final Setting<Mode> MODE =
      Setting.oneOf(
          Mode.class,
          "mode",
          Mode.LIVE,
          "live runs for ever; bounded reads to the topic's present end, lets all timers fire, and ends.");
  static final Setting<String> KAFKA =
      Setting.text(
          "kafka.bootstrap-servers",
          "localhost:9092",
          "Kafka brokers, host:port, comma-separated.");
  static final Setting<String> GROUP =
      Setting.text(
          "kafka.group-id",
          "syncpulse",
          "Consumer group that offsets are committed to at checkpoints, for monitoring and for start-from committed.");
  static final Setting<Start> START =
      Setting.oneOf(
          Start.class,
          "kafka.start-from",
          Start.EARLIEST,
          "Where to start without a checkpoint. From anywhere but the earliest, jobs that were under way lose the batches before it.");
  static final Setting<String> TOPIC =
      Setting.text("topic", "sync-events", "Topic that job status events arrive in.");
  static final Setting<String> BACKFILL_TOPIC =
      Setting.text(
          "backfill.topic",
          "",
          "One more topic that is read like topic: what a backfill published. Empty: none.");
  static final Setting<String> DEAD_LETTER_TOPIC =
      Setting.text(
          "dead-letter-topic", "sync-events-dead", "Topic for records that cannot be used.");
  static final Setting<String> ROWS_JOBS_TOPIC =
      Setting.text(
          "rows.jobs-topic",
          "",
          "Topic of Debezium's changes of the table sync_job. Empty: no rows are read.");
  static final Setting<String> ROWS_CONNECTIONS_TOPIC =
      Setting.text(
          "rows.connections-topic",
          "",
          "The same of the table source_connection: it tells whose job a row is.");
  static final Setting<Duration> ROWS_WAIT =
      Setting.duration(
          "rows.wait-for-connection",
          "1 h",
          "1 s",
          "7 d",
          "How long the row of a job waits for that of its connection before it is a dead letter.");
  static final Setting<String> JDBC_URL =
      Setting.text(
          "jdbc.url", "jdbc:postgresql://localhost:5432/syncpulse", "The Postgres database.");
  static final Setting<String> JDBC_USER =
      Setting.text("jdbc.user", "syncpulse", "User of the database.");
  static final Setting<String> JDBC_PASSWORD =
      Setting.secret(
          "jdbc.password",
          "",
          "Password of the user. Give it by environment or file, not as an argument.");
  static final Setting<Duration> JDBC_RETRY_FOR =
      Setting.duration(
          "jdbc.retry-for",
          "5 min",
          "1 s",
          "1 d",
          "How long a lost database is waited for before the job fails over. Less than Flink's checkpoint timeout.");
  static final Setting<Duration> DISORDER =
      Setting.duration(
          "event-time.disorder",
          "1 min",
          "0 s",
          "1 d",
          "How far events may be out of order before lost jobs and windows have to be corrected.");
  static final Setting<Duration> IDLE_AFTER =
      Setting.duration(
          "event-time.idle-after",
          "15 s",
          "1 s",
          "1 h",
          "Silence after which a partition no longer holds event time back.");
  static final Setting<Duration> LIVE_WITHIN =
      Setting.duration(
          "event-time.live-within",
          "5 min",
          "1 s",
          "1 d",
          "A silent partition whose newest event was no older than this when read follows the clock; an older one is a replay and does not.");
  static final Setting<Duration> LATENESS =
      Setting.duration(
          "lateness",
          "24 h",
          "1 min",
          "30 d",
          "How far an observation may lie behind event time; beyond it is late: it still updates the history, but no longer the metrics.");
  static final Setting<Duration> LOST_AFTER_PENDING =
      Setting.duration(
          "history.lost-after.pending",
          "10 min",
          "1 min",
          "30 d",
          "Silence after which a job that has not begun is taken for lost.");
  static final Setting<Duration> LOST_AFTER_RUNNING =
      Setting.duration(
          "history.lost-after.running",
          "2 h",
          "1 min",
          "30 d",
          "Silence after which a running job is taken for lost.");
  static final Setting<Duration> LOST_AFTER_CANCELLING =
      Setting.duration(
          "history.lost-after.cancelling",
          "10 min",
          "1 min",
          "30 d",
          "Silence after which a job that is being cancelled is taken for lost.");
  static final Setting<Duration> KEEP_FINISHED =
      Setting.duration(
          "history.keep-finished",
          "24 h",
          "1 min",
          "365 d",
          "How long the state of a finished job is kept after it was last heard of. At least the lateness.");
  static final Setting<Duration> KEEP_UNFINISHED =
      Setting.duration(
          "history.keep-unfinished",
          "8 d",
          "1 min",
          "365 d",
          "The same for a job that has not ended: the longest legal run and the lateness.");
  static final Setting<String> METRIC_WINDOWS =
      Setting.text(
          "metrics.windows",
          "1 h/1 min, 24 h/15 min, 7 d/1 h",
          "Rolling windows, size/slide: whole minutes, the size a multiple of the slide, each size once.");
  static final Setting<String> METRIC_SCOPES =
      Setting.text(
          "metrics.scopes",
          "connection, source-type, organization, platform",
          "Whose metrics are computed.");
  static final Setting<Boolean> METRIC_PREVIEW =
      Setting.flag(
          "metrics.preliminary",
          true,
          "Whether the slide and the hour that are still open are shown, too, marked as not final.");
  static final Setting<String> METRIC_UNTIL =
      Setting.text(
          "metrics.until",
          "",
          "For a bounded run beside a live job: up to this moment (ISO 8601) the metrics are this run's, what comes after it is left as it is. Empty: all are.");
  static final Setting<Integer> WRITE_MAX_ROWS =
      Setting.number(
          "write.max-rows", 5_000, 1, 50_000, "Rows at which a batch is written to Postgres.");
  static final Setting<Duration> WRITE_MAX_AGE =
      Setting.duration(
          "write.max-age",
          "250 ms",
          "1 ms",
          "1 min",
          "Age at which a batch is written even if it is small: what freshness costs.");
  static final Setting<Duration> CHECKPOINT_INTERVAL =
      Setting.duration(
          "checkpoint.interval",
          "10 s",
          "100 ms",
          "1 h",
          "Time between checkpoints, if the cluster's configuration sets none.");

  /** Every setting there is. */
  static final List<Setting<?>> ALL =
      List.of(
          MODE,
          KAFKA,
          GROUP,
          START,
          TOPIC,
          BACKFILL_TOPIC,
          DEAD_LETTER_TOPIC,
          ROWS_JOBS_TOPIC,
          ROWS_CONNECTIONS_TOPIC,
          ROWS_WAIT,
          JDBC_URL,
          JDBC_USER,
          JDBC_PASSWORD,
          JDBC_RETRY_FOR,
          DISORDER,
          IDLE_AFTER,
          LIVE_WITHIN,
          LATENESS,
          LOST_AFTER_PENDING,
          LOST_AFTER_RUNNING,
          LOST_AFTER_CANCELLING,
          KEEP_FINISHED,
          KEEP_UNFINISHED,
          METRIC_WINDOWS,
          METRIC_SCOPES,
          METRIC_PREVIEW,
          METRIC_UNTIL,
          WRITE_MAX_ROWS,
          WRITE_MAX_AGE,
          CHECKPOINT_INTERVAL);

  /** Keys below this are handed to the Kafka clients as they are. */
  static final String KAFKA_PROPERTY = "kafka.properties.";

  private Settings() {}
}
