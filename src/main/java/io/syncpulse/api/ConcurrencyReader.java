package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads how many jobs ran and waited over time. */
final class ConcurrencyReader {

  /**
   * What ran or waited when a step began is there in its first stretch; so are jobs that were
   * created at that very moment, which are not of before.
   */
  static final String STEPS =
      """
      SELECT step AS at, seconds, running_max, running_seconds, queued_max, queued_seconds,
        present - coalesce(created.at_once, 0) AS jobs_before,
        coalesce(created.jobs, 0) AS jobs_begun
      FROM (
        SELECT step, date_part('epoch', max(until_moment) - step) AS seconds,
          max(running) AS running_max, sum(running * seconds) AS running_seconds,
          max(queued) AS queued_max, sum(queued * seconds) AS queued_seconds,
          max(running + queued) FILTER (WHERE from_moment = step) AS present
        FROM (
          SELECT *, date_part('epoch', until_moment - from_moment) AS seconds
          FROM analytics.concurrency_stretches(
            ?, ?, ? * interval '1 second', NULL, CAST(? AS uuid))) AS stretch
        GROUP BY step) AS level
      LEFT JOIN (
        SELECT step, count(*) AS jobs,
          count(*) FILTER (WHERE queued_from = step AND left_at > step) AS at_once
        FROM (
          SELECT *, date_bin(? * interval '1 second', queued_from, ?) AS step
          FROM analytics.job_spans
          WHERE queued_from >= ? AND queued_from < least(?, now())
            AND (CAST(? AS uuid) IS NULL OR organization_id = CAST(? AS uuid))) AS begun
        GROUP BY step) AS created USING (step)
      ORDER BY step
      """;

  private final DataSource database;

  ConcurrencyReader(DataSource database) {
    this.database = database;
  }

  /**
   * What ran from one moment to another; nothing of what lies in the future.
   *
   * @param organizationOrNull whose jobs; null for those of all
   * @throws DatabaseException when the database fails
   */
  Concurrency read(UUID organizationOrNull, Instant from, Instant to, Resolution resolution) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      allowWork(connection);
      Concurrency concurrency = steps(connection, organizationOrNull, from, to, resolution);
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

  private static Concurrency steps(
      Connection connection,
      UUID organizationOrNull,
      Instant from,
      Instant to,
      Resolution resolution)
      throws SQLException {
    OffsetDateTime begin = from.atOffset(ZoneOffset.UTC);
    OffsetDateTime end = to.atOffset(ZoneOffset.UTC);
    List<Concurrency.Step> steps = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(STEPS)) {
      select.setObject(1, begin);
      select.setObject(2, end);
      select.setLong(3, resolution.seconds());
      select.setObject(4, organizationOrNull, Types.OTHER);
      select.setLong(5, resolution.seconds());
      select.setObject(6, begin);
      select.setObject(7, begin);
      select.setObject(8, end);
      select.setObject(9, organizationOrNull, Types.OTHER);
      select.setObject(10, organizationOrNull, Types.OTHER);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          steps.add(step(row));
        }
      }
    }
    return new Concurrency(steps);
  }

  private static Concurrency.Step step(ResultSet row) throws SQLException {
    return new Concurrency.Step(
        Columns.time(row, "at"),
        row.getDouble("seconds"),
        row.getLong("jobs_before"),
        row.getLong("jobs_begun"),
        row.getInt("running_max"),
        row.getDouble("running_seconds"),
        row.getInt("queued_max"),
        row.getDouble("queued_seconds"));
  }
}
