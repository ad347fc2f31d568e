package io.syncpulse;

import io.syncpulse.services.PostgresService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What Airweave and its administrators do to its tables. Connections and jobs go by numbers. */
final class Airweave implements AutoCloseable {

  private static final String JOBS =
      """
      SELECT j.id, c.id, c.organization_id, c.short_name, j.status, j.created_at, j.started_at,
             CASE j.status WHEN 'FAILED' THEN j.failed_at
               WHEN 'COMPLETED' THEN j.completed_at WHEN 'CANCELLED' THEN j.completed_at END,
             j.entities_inserted, j.entities_updated, j.entities_deleted, j.entities_kept,
             j.error
      FROM sync_job j JOIN source_connection c ON c.sync_id = j.sync_id
      """;

  private final Connection database;

  Airweave(PostgresService postgres) throws SQLException, IOException {
    database =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    try (InputStream tables = Airweave.class.getResourceAsStream("airweave.sql");
        Statement statement = database.createStatement()) {
      statement.execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static String connection(int number) {
    return new UUID(7, number).toString();
  }

  /** Whose a connection is. */
  static String organization(int connection) {
    return new UUID(8, connection % 2).toString();
  }

  static String job(int number) {
    return new UUID(9, number).toString();
  }

  /** There is a sync, which a connection and jobs can be of. */
  void addSync(int number) throws SQLException {
    write("INSERT INTO sync VALUES (?)", sync(number));
  }

  /** The connection of a sync is made. */
  void connect(int number, String sourceType, Instant at) throws SQLException {
    write(
        """
        INSERT INTO source_connection
          (id, organization_id, name, short_name, sync_id, config_fields, created_at, modified_at)
        VALUES (?, ?, 'Ünal''s docs', ?, ?, '{"depth": 3}', ?, ?)
        """,
        new UUID(7, number),
        UUID.fromString(organization(number)),
        sourceType,
        sync(number),
        time(at),
        time(at));
  }

  void queue(int job, int connection, Instant at) throws SQLException {
    write(
        """
        INSERT INTO sync_job VALUES
          (?, ?, ?, 'PENDING', NULL, NULL, NULL, 0, 0, 0, 0, 0, NULL, NULL, '{}', true, NULL, NULL, ?, ?)
        """,
        new UUID(9, job),
        UUID.fromString(organization(connection)),
        sync(connection),
        time(at),
        time(at));
  }

  void start(int job, Instant at) throws SQLException {
    change(job, at, "status = 'RUNNING', started_at = ?", time(at));
  }

  void requestCancellation(int job, Instant at) throws SQLException {
    change(job, at, "status = 'CANCELLING'");
  }

  /** An administrator takes back that the job is being cancelled, or has ended. */
  void rollBack(int job, Instant at) throws SQLException {
    change(job, at, "status = 'RUNNING', completed_at = NULL, failed_at = NULL, error = NULL");
  }

  void count(int job, int inserted, int kept, Instant at) throws SQLException {
    change(
        job,
        at,
        "entities_inserted = ?, entities_updated = 2, entities_deleted = 1, entities_kept = ?",
        inserted,
        kept);
  }

  void complete(int job, Instant at) throws SQLException {
    change(job, at, "status = 'COMPLETED', completed_at = ?", time(at));
  }

  void cancel(int job, Instant at) throws SQLException {
    change(job, at, "status = 'CANCELLED', completed_at = ?", time(at));
  }

  void fail(int job, String error, Instant at) throws SQLException {
    change(job, at, "status = 'FAILED', failed_at = ?, error = ?", time(at), error);
  }

  void deleteJob(int job) throws SQLException {
    write("DELETE FROM sync_job WHERE id = ?", new UUID(9, job));
  }

  /** A connection goes with its sync, and takes its jobs along. */
  void deleteConnection(int number) throws SQLException {
    write("DELETE FROM sync WHERE id = ?", sync(number));
  }

  /** The jobs as the tables show them now, by id, with times as precise as they are captured. */
  Map<String, JobRow> jobs(ChronoUnit precision) throws SQLException {
    Map<String, JobRow> jobs = new TreeMap<>();
    try (Statement select = database.createStatement();
        ResultSet row = select.executeQuery(JOBS)) {
      while (row.next()) {
        jobs.put(
            row.getString(1),
            new JobRow(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5).toLowerCase(Locale.ROOT),
                instant(row, 6, precision),
                instant(row, 7, precision),
                instant(row, 8, precision),
                null,
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                0,
                row.getString(13)));
      }
    }
    return jobs;
  }

  private void change(int job, Instant at, String columns, Object... values) throws SQLException {
    Object[] all = new Object[values.length + 2];
    System.arraycopy(values, 0, all, 0, values.length);
    all[values.length] = time(at);
    all[values.length + 1] = new UUID(9, job);
    write("UPDATE sync_job SET " + columns + ", modified_at = ? WHERE id = ?", all);
  }

  private void write(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static UUID sync(int number) {
    return new UUID(6, number);
  }

  private static LocalDateTime time(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, int column, ChronoUnit precision)
      throws SQLException {
    LocalDateTime time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC).truncatedTo(precision);
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
