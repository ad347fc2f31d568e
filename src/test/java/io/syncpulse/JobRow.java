package io.syncpulse;

import io.syncpulse.services.PostgresService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;

/** A job as Postgres must hold it, with its connection: what the end-to-end tests compare. */
record JobRow(
    String connection,
    String organization,
    String sourceType,
    String status,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt,
    Instant lostAt,
    long inserted,
    long updated,
    long deleted,
    long kept,
    int batches,
    String error) {

  private static final String QUERY =
      """
      SELECT j.id, j.source_connection_id, c.organization_id, c.source_type, j.status, j.created_at,
             j.started_at, j.ended_at, j.lost_at, j.entities_inserted, j.entities_updated,
             j.entities_deleted, j.entities_kept, j.batches, j.error
      FROM sync_job j JOIN source_connection c ON c.id = j.source_connection_id
      """;

  /** All rows by job id. */
  static Map<String, JobRow> all(PostgresService postgres) throws SQLException {
    Map<String, JobRow> rows = new TreeMap<>();
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(QUERY)) {
      while (result.next()) {
        rows.put(
            result.getString(1),
            new JobRow(
                result.getString(2),
                result.getString(3),
                result.getString(4),
                result.getString(5),
                instant(result, 6),
                instant(result, 7),
                instant(result, 8),
                instant(result, 9),
                result.getLong(10),
                result.getLong(11),
                result.getLong(12),
                result.getLong(13),
                result.getInt(14),
                result.getString(15)));
      }
    }
    return rows;
  }

  private JobRow observedOnly() {
    return new JobRow(
        connection,
        organization,
        sourceType,
        status,
        createdAt,
        startedAt,
        endedAt,
        null,
        inserted,
        updated,
        deleted,
        kept,
        batches,
        error);
  }

  /** Rows without the inference that depends on how far event time has come. */
  static Map<String, JobRow> observed(Map<String, JobRow> rows) {
    Map<String, JobRow> observed = new TreeMap<>();
    rows.forEach((id, row) -> observed.put(id, row.observedOnly()));
    return observed;
  }

  static long count(PostgresService postgres, String table) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static Connection connect(PostgresService postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private static Instant instant(ResultSet result, int column) throws SQLException {
    OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
