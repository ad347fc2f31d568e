package io.syncpulse.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * The sink of a table that is written by a procedure which takes an array for each column: each
 * batch is one call. At least once, which the procedure makes exactly once: it may be called again
 * with the same rows or older ones.
 *
 * <p>Flink's JDBC writer does the writing. It is wrapped because it tries a write that failed once
 * more when it is closed, and Flink takes the error of that for one that ends the TaskManager.
 */
final class MergeSink<T> implements Sink<List<T>> {

  private static final long serialVersionUID = 1L;

  private static final int RETRIES = 5;

  private final String signature;
  private final JdbcStatementBuilder<List<T>> binding;
  private final PostgresLogin login;
  private final Duration patience;

  /**
   * @param signature of the procedure, such as {@code f(uuid[], text[])}
   * @param binding sets the arrays of a batch
   * @param login where to write
   * @param patience how long Postgres may be away before the job fails
   */
  MergeSink(
      String signature,
      JdbcStatementBuilder<List<T>> binding,
      PostgresLogin login,
      Duration patience) {
    this.signature = signature;
    this.binding = binding;
    this.login = login;
    this.patience = patience;
  }

  /** The statement that calls a procedure: a parameter for each type of its signature. */
  static String call(String signature) {
    return "CALL " + signature.replaceAll("[a-z0-9]+\\[\\]", "?");
  }

  @Override
  public SinkWriter<List<T>> createWriter(WriterInitContext context) throws IOException {
    PatientConnections connections = new PatientConnections(login, patience, signature);
    SinkWriter<List<T>> writer =
        JdbcSink.<List<T>>builder()
            .withExecutionOptions(
                JdbcExecutionOptions.builder().withBatchSize(1).withMaxRetries(RETRIES).build())
            .withQueryStatement(call(signature), binding)
            .buildAtLeastOnce(connections)
            .createWriter(context);
    return new Writer<>(writer, connections);
  }

  private static final class Writer<T> implements SinkWriter<List<T>> {

    private final SinkWriter<List<T>> writer;
    private final PatientConnections connections;
    private boolean holdsUnwritten;

    Writer(SinkWriter<List<T>> writer, PatientConnections connections) {
      this.writer = writer;
      this.connections = connections;
    }

    @Override
    public void write(List<T> rows, Context context) throws IOException, InterruptedException {
      holdsUnwritten = true;
      writer.write(rows, context);
      holdsUnwritten = false;
    }

    @Override
    public void flush(boolean endOfInput) {
      // Every batch is written when it comes.
    }

    @Override
    public void close() throws Exception {
      if (holdsUnwritten) {
        connections.closeConnection();
      } else {
        writer.close();
      }
    }
  }
}
