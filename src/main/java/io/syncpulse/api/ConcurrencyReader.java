package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads how many jobs ran and waited over time. */
final class ConcurrencyReader {

  static final String STEPS =
      """
      SELECT at, running_max, running_mean, queued_max, queued_mean, least(?, now()) AS until
      FROM analytics.concurrency(?, ?, ? * interval '1 second', CAST(? AS uuid))
      ORDER BY at
      """;

  static final String JOBS =
      """
      SELECT count(*) FILTER (WHERE queued_from < ?), count(*) FILTER (WHERE queued_from >= ?)
      FROM analytics.job_spans
      WHERE left_at > ? AND queued_from < least(?, now())
        AND (CAST(? AS uuid) IS NULL OR organization_id = CAST(? AS uuid))
      """;

  private final DataSource database;

  ConcurrencyReader(DataSource database) {
    this.database = database;
  }

  /**
   * What ran from one moment to another.
   *
   * @param organizationOrNull whose jobs; null for those of all
   * @throws DatabaseException when the database fails
   */
  Concurrency read(UUID organizationOrNull, Instant from, Instant to, Resolution resolution) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      allowWork(connection);
      List<Concurrency.Step> steps = steps(connection, organizationOrNull, from, to, resolution);
      Concurrency concurrency = withJobs(connection, organizationOrNull, from, to, steps);
      connection.commit();
      return concurrency;
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  /** The pool plans without sorts; this is one big one. */
  private static void allowWork(Connection connection) throws SQLException {
    try (Statement set = connection.createStatement()) {
      set.execute("SET LOCAL enable_sort = on; SET LOCAL work_mem = '64MB'");
    }
  }

  private static Concurrency withJobs(
      Connection connection,
      UUID organizationOrNull,
      Instant from,
      Instant to,
      List<Concurrency.Step> steps)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(JOBS)) {
      for (int i = 1; i <= 3; i++) {
        select.setObject(i, from.atOffset(ZoneOffset.UTC));
      }
      select.setObject(4, to.atOffset(ZoneOffset.UTC));
      select.setObject(5, organizationOrNull, Types.OTHER);
      select.setObject(6, organizationOrNull, Types.OTHER);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Concurrency(row.getLong(1), row.getLong(2), steps);
      }
    }
  }

  private static List<Concurrency.Step> steps(
      Connection connection,
      UUID organizationOrNull,
      Instant from,
      Instant to,
      Resolution resolution)
      throws SQLException {
    List<Concurrency.Step> steps = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(STEPS)) {
      select.setObject(1, to.atOffset(ZoneOffset.UTC));
      select.setObject(2, from.atOffset(ZoneOffset.UTC));
      select.setObject(3, to.atOffset(ZoneOffset.UTC));
      select.setLong(4, resolution.seconds());
      select.setObject(5, organizationOrNull, Types.OTHER);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          steps.add(step(row, resolution));
        }
      }
    }
    return steps;
  }

  private static Concurrency.Step step(ResultSet row, Resolution resolution) throws SQLException {
    Instant at = Columns.time(row, "at");
    Duration left = Duration.between(at, Columns.time(row, "until"));
    return new Concurrency.Step(
        at,
        Math.min(resolution.seconds(), left.toNanos() / 1e9),
        row.getInt("running_max"),
        row.getDouble("running_mean"),
        row.getInt("queued_max"),
        row.getDouble("queued_mean"));
  }
}
