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
  WRITE_DEAD_LETTERS("write-dead-letters", "Write dead letters"),
  FOLD_HISTORY("fold-history", "Fold job history"),
  COALESCE_JOBS("coalesce-jobs", "Coalesce jobs"),
  WRITE_JOBS("write-jobs", "Write sync_job"),
  COALESCE_CONNECTIONS("coalesce-connections", "Coalesce connections"),
  WRITE_CONNECTIONS("write-connections", "Write source_connection");

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
