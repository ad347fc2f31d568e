package io.syncpulse.backfill;

import io.syncpulse.event.Id;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * The tables of Airweave's database as they stood at one moment, read row by row. Nothing is
 * written, and no more than some hundred rows are in memory.
 */
public final class AirweaveTables {

  static final String CONNECTIONS = "source_connection";
  static final String JOBS = "sync_job";

  private static final int ROWS_AT_A_TIME = 500;

  // One sync has one connection; if a database says otherwise, the oldest has its jobs.
  private static final String JOB_QUERY =
      """
      SELECT j.id, %1$s, %2$s, %3$s, %4$s, %5$s,
        CASE upper(j.status::text) WHEN 'IN_PROGRESS' THEN 'running' ELSE j.status::text END,
        %6$s, %7$s, %8$s, %9$s, %10$s, %11$s, %12$s,
        s.id, s.organization_id, s.sync_id, s.short_name, s.collection
      FROM sync_job j
      JOIN (
        SELECT DISTINCT ON (c.sync_id)
          c.id, c.organization_id, c.sync_id, c.short_name, %13$s AS collection
        FROM source_connection c
        WHERE c.sync_id IS NOT NULL
        ORDER BY c.sync_id, c.created_at, c.id
      ) s ON s.sync_id = j.sync_id
      %14$s
      ORDER BY j.created_at, j.id
      """;

  private static final String CONNECTION_QUERY =
      """
      SELECT c.id, %1$s, %2$s, c.organization_id, c.sync_id, c.short_name, %3$s
      FROM source_connection c
      %4$s
      ORDER BY c.created_at, c.id
      """;

  private static final String ORPHANS =
      """
      SELECT count(*) FROM sync_job j
      WHERE NOT EXISTS (SELECT FROM source_connection c WHERE c.sync_id = j.sync_id)
      """;

  private final Connection database;
  private final AirweaveColumns columns;

  /** Takes a row and where it stands. */
  interface RowConsumer {
    void accept(RowEvent row, Place place);
  }

  private AirweaveTables(Connection database, AirweaveColumns columns) {
    this.database = database;
    this.columns = columns;
  }

  /**
   * Begins the transaction in which the tables are read.
   *
   * @param database a connection of its own, which the caller closes
   * @throws BackfillException if those are no tables of Airweave
   */
  public static AirweaveTables begin(Connection database) throws SQLException {
    database.setReadOnly(true);
    database.setAutoCommit(false);
    database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = database.createStatement()) {
      // The transaction lasts as long as Kafka takes; and its times are UTC, whoever asks.
      statement.execute(
          "SET LOCAL TimeZone = 'UTC';"
              + " SET LOCAL statement_timeout = 0;"
              + " SET LOCAL idle_in_transaction_session_timeout = 0");
    }
    return new AirweaveTables(database, new AirweaveColumns(database));
  }

  /** Columns that this release of Airweave does not have. */
  List<String> missingColumns() {
    return columns.missing();
  }

  /** How many jobs belong to a sync that no connection has. */
  long jobsWithoutConnection() throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(ORPHANS)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Reads the connections that stand after a place. */
  void connections(Place after, RowConsumer consumer) throws SQLException {
    String query =
        CONNECTION_QUERY.formatted(
            micros("c.created_at"),
            micros("c.modified_at"),
            columns.orNull("c", "readable_collection_id", "text"),
            after("c", after));
    try (PreparedStatement select = prepared(query, after);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Place place = new Place(CONNECTIONS, row.getLong(2), id(row, 1));
        RowEvent event =
            RowEvent.connection()
                .put("source_connection_id", place.id().toString())
                .putTime("created_at", place.createdAt())
                .putTime("timestamp", time(row, 3));
        consumer.accept(facts(event, row, 4), place);
      }
    }
  }

  /** Reads the jobs that stand after a place and belong to a connection. */
  void jobs(Place after, RowConsumer consumer) throws SQLException {
    String query =
        JOB_QUERY.formatted(
            micros("j.created_at"),
            micros("j.modified_at"),
            micros("j.started_at"),
            micros("j.completed_at"),
            micros(columns.orNull("j", "failed_at", "timestamp")),
            columns.orNull("j", "entities_inserted", "bigint"),
            columns.orNull("j", "entities_updated", "bigint"),
            columns.orNull("j", "entities_deleted", "bigint"),
            columns.orNull("j", "entities_kept", "bigint"),
            columns.orNull("j", "entities_skipped", "bigint"),
            columns.orNull("j", "error", "text"),
            columns.orNull("j", "error_category", "text"),
            columns.orNull("c", "readable_collection_id", "text"),
            after("j", after));
    try (PreparedStatement select = prepared(query, after);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        consumer.accept(job(row), new Place(JOBS, row.getLong(2), id(row, 1)));
      }
    }
  }

  private static RowEvent job(ResultSet row) throws SQLException {
    String status = row.getString(7);
    Long completed = time(row, 5);
    Long failed = time(row, 6);
    RowEvent event =
        RowEvent.job()
            .put("sync_job_id", id(row, 1).toString())
            .putTime("created_at", time(row, 2))
            .putTime("timestamp", time(row, 3))
            .putTime("started_at", time(row, 4))
            .putTime(
                "ended_at",
                status.equalsIgnoreCase("failed") && failed != null ? failed : completed)
            .put("status", status)
            .put("entities_inserted", row.getLong(8))
            .put("entities_updated", row.getLong(9))
            .put("entities_deleted", row.getLong(10))
            .put("entities_kept", row.getLong(11))
            .put("entities_skipped", row.getLong(12))
            .put("error", row.getString(13))
            .put("error_category", row.getString(14))
            .put("source_connection_id", id(row, 15).toString());
    return facts(event, row, 16);
  }

  private static RowEvent facts(RowEvent event, ResultSet row, int first) throws SQLException {
    return event
        .put("organization_id", row.getString(first))
        .put("sync_id", row.getString(first + 1))
        .put("source_type", row.getString(first + 2))
        .put("collection_readable_id", row.getString(first + 3));
  }

  private PreparedStatement prepared(String query, Place after) throws SQLException {
    PreparedStatement select = database.prepareStatement(query);
    select.setFetchSize(ROWS_AT_A_TIME);
    if (!after.isStart()) {
      select.setLong(1, after.createdAt());
      select.setObject(2, after.id().toUuid());
    }
    return select;
  }

  private static String after(String alias, Place after) {
    return after.isStart()
        ? ""
        : "WHERE (%1$s.created_at, %1$s.id) > (timestamp '1970-01-01' + ? * interval '1 microsecond', ?)"
            .formatted(alias);
  }

  /** Without a zone the epoch is that of UTC. In floating point: exact till 2255, and faster. */
  private static String micros(String time) {
    return "CASE WHEN isfinite(%1$s) THEN (date_part('epoch', %1$s) * 1000000)::bigint END"
        .formatted(time);
  }

  private static Long time(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : (Long) micros;
  }

  private static Id id(ResultSet row, int column) throws SQLException {
    return Id.of(row.getObject(column, UUID.class));
  }
}
