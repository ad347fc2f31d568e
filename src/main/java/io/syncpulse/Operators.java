package io.syncpulse;

import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Every operator's uid, which savepoints find its state by, and its name, which people read. A uid
 * is never changed and never used again for something else.
 */
enum Operators {
  READ_EVENTS("read-events", "Read sync events"),
  SPLIT_RECORDS("split-records", "Split off dead letters"),
  READ_ROWS("read-rows", "Read rows"),
  SPLIT_ROWS("split-rows", "Split off dead letters of rows"),
  FIND_CONNECTION("find-connection", "Find the connections of rows"),
  WRITE_DEAD_LETTERS("write-dead-letters", "Write dead letters"),
  FOLD_HISTORY("fold-history", "Fold job history"),
  COALESCE_JOBS("coalesce-jobs", "Coalesce jobs"),
  WRITE_JOBS("write-jobs", "Write sync_job"),
  COALESCE_CONNECTIONS("coalesce-connections", "Coalesce connections"),
  WRITE_CONNECTIONS("write-connections", "Write source_connection"),
  COALESCE_LATE_OUTCOMES("coalesce-late-outcomes", "Coalesce late outcomes"),
  WRITE_LATE_OUTCOMES("write-late-outcomes", "Write late_outcome"),
  BOOK_PANES("book-panes", "Book panes of connections"),
  ROLL_CONNECTIONS("roll-connections", "Roll windows of connections"),
  COALESCE_CONNECTION_METRICS("coalesce-connection-metrics", "Coalesce metrics of connections"),
  WRITE_CONNECTION_METRICS("write-connection-metrics", "Write rolling_metrics of connections"),
  COALESCE_CONNECTION_HOURS("coalesce-connection-hours", "Coalesce hours of connections"),
  WRITE_CONNECTION_HOURS("write-connection-hours", "Write hourly_metrics of connections"),
  PRE_AGGREGATE("pre-aggregate", "Add up panes of coarse scopes"),
  ROLL_SCOPES("roll-scopes", "Roll windows of coarse scopes"),
  COALESCE_SCOPE_METRICS("coalesce-scope-metrics", "Coalesce metrics of coarse scopes"),
  WRITE_SCOPE_METRICS("write-scope-metrics", "Write rolling_metrics of coarse scopes"),
  COALESCE_SCOPE_HOURS("coalesce-scope-hours", "Coalesce hours of coarse scopes"),
  WRITE_SCOPE_HOURS("write-scope-hours", "Write hourly_metrics of coarse scopes");

  private final String uid;
  private final String title;

  Operators(String uid, String title) {
    this.uid = uid;
    this.title = title;
  }

  <T> SingleOutputStreamOperator<T> mark(SingleOutputStreamOperator<T> operator) {
    return operator.uid(uid).name(title);
  }

  <T> DataStreamSink<T> mark(DataStreamSink<T> sink) {
    return sink.uid(uid).name(title);
  }

  String title() {
    return title;
  }
}
