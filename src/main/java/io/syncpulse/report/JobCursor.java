package io.syncpulse.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The jobs of a period in Postgres, in the order of creation, by a cursor of the server: it sorts
 * them once, and each pass reads what was sorted. All passes see the same moment of the tables.
 * Only {@code analytics.job_spans} is read.
 */
public final class JobCursor {

  private static final int ROWS = 10_000;

  // In floating point, for numeric takes most of the time; a microsecond is exact in it till 2255.
  private static final String JOBS =
      """
      DECLARE capacity_jobs SCROLL CURSOR FOR
      SELECT source_connection_id, source_type, status IN ('completed', 'failed'),
        (date_part('epoch', queued_from) * 1000000)::bigint,
        (date_part('epoch', running_from) * 1000000)::bigint,
        CASE WHEN isfinite(left_at) THEN (date_part('epoch', left_at) * 1000000)::bigint END,
        entities
      FROM analytics.job_spans
      WHERE left_at > ? AND queued_from < ?
      ORDER BY queued_from, job_id
      """;

  private final Connection connection;
  private final Instant now;

  private JobCursor(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /**
   * Begins the transaction in which the jobs are read.
   *
   * @param connection a connection of its own, which the caller closes
   */
  public static JobCursor begin(Connection connection) throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement()) {
      // Or a million connections would be looked up one by one, and runs of the sort be short.
      statement.execute("SET LOCAL work_mem = '64MB'");
      try (ResultSet row = statement.executeQuery("SELECT now()")) {
        row.next();
        return new JobCursor(connection, row.getTimestamp(1).toInstant());
      }
    }
  }

  /** The clock of the database: up to when the past is known. */
  public Instant now() {
    return now;
  }

  /** The jobs that waited or ran in a period; to be asked once. */
  public JobSource jobsOf(Period period) throws SQLException {
    try (PreparedStatement declare = connection.prepareStatement(JOBS)) {
      declare.setObject(1, period.begins().atOffset(ZoneOffset.UTC));
      declare.setObject(2, period.ends().atOffset(ZoneOffset.UTC));
      declare.execute();
    }
    return this::read;
  }

  private void read(Consumer<JobSpan> consumer) throws SQLException {
    try (Statement rewind = connection.createStatement()) {
      rewind.execute("MOVE ABSOLUTE 0 IN capacity_jobs");
    }
    try (PreparedStatement fetch =
        connection.prepareStatement("FETCH FORWARD " + ROWS + " FROM capacity_jobs")) {
      for (int rows = ROWS; rows == ROWS; ) {
        rows = 0;
        try (ResultSet row = fetch.executeQuery()) {
          for (; row.next(); rows++) {
            consumer.accept(job(row));
          }
        }
      }
    }
  }

  private static JobSpan job(ResultSet row) throws SQLException {
    return new JobSpan(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getBoolean(3),
        row.getLong(4),
        time(row, 5),
        time(row, 6),
        row.getLong(7));
  }

  private static long time(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? JobSpan.NEVER : micros;
  }
}
