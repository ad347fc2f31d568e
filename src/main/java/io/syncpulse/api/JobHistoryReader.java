package io.syncpulse.api;

import io.syncpulse.event.JobStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads pages of job history. */
final class JobHistoryReader {

  /** What {@link #job} reads, first of all columns. */
  static final String COLUMNS =
      """
      id, source_connection_id, status, created_at, started_at, ended_at, duration_seconds,
        entities_inserted, entities_updated, entities_deleted, entities_failed,
        error, error_category, error_details""";

  private static final String JOBS =
      "SELECT %s FROM sync_job WHERE source_connection_id = ? AND EXISTS (%s)"
          .formatted(COLUMNS, Ownership.OWNED);

  private final DataSource database;

  JobHistoryReader(DataSource database) {
    this.database = database;
  }

  /**
   * One page of the jobs of a connection. One round trip, and a second one only when it is empty.
   *
   * @return empty when the organization has no such connection
   * @throws DatabaseException when the database fails
   */
  Optional<JobPage> read(UUID organization, JobQuery query) {
    try (Connection connection = database.getConnection()) {
      List<Job> jobs = jobs(connection, organization, query);
      if (jobs.isEmpty() && !Ownership.holds(connection, organization, query.connection())) {
        return Optional.empty();
      }
      if (jobs.size() <= query.limit()) {
        return Optional.of(new JobPage(jobs, null));
      }
      Job last = jobs.get(query.limit() - 1);
      return Optional.of(
          new JobPage(jobs.subList(0, query.limit()), new Cursor(last.createdAt(), last.id())));
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  /** Up to one job more than asked for: it tells whether there is a next page. */
  private static List<Job> jobs(Connection connection, UUID organization, JobQuery query)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql(query))) {
      bind(select, organization, query);
      List<Job> jobs = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          jobs.add(job(row));
        }
      }
      return jobs;
    }
  }

  /**
   * Every condition on time narrows the same scan of sync_job_newest_first; no plan has to sort.
   */
  static String sql(JobQuery query) {
    return JOBS
        + (query.statuses().isEmpty() ? "" : " AND status = ANY (CAST(? AS job_status[]))")
        + (query.createdAfter() == null ? "" : " AND created_at >= ?")
        + (query.createdBefore() == null ? "" : " AND created_at < ?")
        + (query.cursor() == null ? "" : " AND (created_at, id) < (?, ?)")
        + " ORDER BY created_at DESC, id DESC LIMIT ?";
  }

  static void bind(PreparedStatement select, UUID organization, JobQuery query)
      throws SQLException {
    int i = 0;
    select.setObject(++i, query.connection());
    select.setObject(++i, query.connection());
    select.setObject(++i, organization);
    if (!query.statuses().isEmpty()) {
      Object[] names = query.statuses().stream().map(JobStatus::wireName).toArray();
      select.setArray(++i, select.getConnection().createArrayOf("text", names));
    }
    if (query.createdAfter() != null) {
      select.setObject(++i, query.createdAfter());
    }
    if (query.createdBefore() != null) {
      select.setObject(++i, query.createdBefore());
    }
    if (query.cursor() != null) {
      select.setObject(++i, query.cursor().createdAt().atOffset(ZoneOffset.UTC));
      select.setObject(++i, query.cursor().id());
    }
    select.setInt(++i, query.limit() + 1);
  }

  static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        Columns.time(row, 4),
        Columns.time(row, 5),
        Columns.time(row, 6),
        Columns.decimal(row, 7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getString(12),
        row.getString(13),
        object(row.getString(14)));
  }

  /** The contract knows objects only: another kind of JSON is as good as none. */
  private static String object(String json) {
    return json != null && json.startsWith("{") ? json : null;
  }
}
