package io.syncpulse.postgres;

import java.time.Duration;
import java.util.List;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/** The sink of a table that is written by a procedure which takes an array for each column. */
final class MergeSink {

  private static final int RETRIES = 5;

  private MergeSink() {}

  /**
   * At least once, which the procedure makes exactly once: it may be called again with the same
   * rows or older ones.
   *
   * @param signature of the procedure, such as {@code f(uuid[], text[])}
   */
  static <T> JdbcSink<List<T>> of(
      String signature,
      JdbcStatementBuilder<List<T>> binding,
      PostgresLogin login,
      Duration patience) {
    return JdbcSink.<List<T>>builder()
        .withExecutionOptions(
            JdbcExecutionOptions.builder().withBatchSize(1).withMaxRetries(RETRIES).build())
        .withQueryStatement(call(signature), binding)
        .buildAtLeastOnce(new PatientConnections(login, patience, signature));
  }

  /** The statement that calls a procedure: a parameter for each type of its signature. */
  static String call(String signature) {
    return "CALL " + signature.replaceAll("[a-z0-9]+\\[\\]", "?");
  }
}
