package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/**
 * Reads pages of the connections of an organization, ranked by their newest metrics. Every page
 * ranks all of them, by the small table {@code connection_rank}, well under a microsecond for each.
 */
final class ConnectionsReader {

  /** No pattern, so that no character of the text means anything but itself. */
  private static final String SEARCH = " AND (strpos(c.search_text, lower(?)) > 0";

  private static final String SEARCH_ID = " OR starts_with(c.id::text, lower(?))";

  private final DataSource database;

  ConnectionsReader(DataSource database) {
    this.database = database;
  }

  /**
   * One page.
   *
   * @throws InvalidRequestException when no metrics of this window are kept
   * @throws DatabaseException when the database fails
   */
  Page read(UUID organization, ConnectionsQuery query) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      allowSort(connection);
      Page page = page(connection, organization, query);
      connection.commit();
      return page;
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  /**
   * The pool plans without sorts, but ranking is one. Where a plan has to break that rule, Postgres
   * before 18 no longer tells what the rest of it costs, and might read the whole table of metrics.
   */
  private static void allowSort(Connection connection) throws SQLException {
    try (Statement set = connection.createStatement()) {
      set.execute("SET LOCAL enable_sort = on");
    }
  }

  private static Page page(Connection connection, UUID organization, ConnectionsQuery query)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql(query))) {
      // Planned each time: what suits a small organization is slow for a large one.
      select.unwrap(PGStatement.class).setPrepareThreshold(0);
      bind(select, organization, query);
      try (ResultSet row = select.executeQuery()) {
        JsonBytes json = new JsonBytes(MetricsJson.TYPICAL_BYTES).beginArray();
        RankCursor last = null;
        boolean anyMetrics = false;
        boolean more = row.next();
        for (int count = 0; more && count < query.limit(); count++) {
          write(json.element(), query.window(), row);
          anyMetrics |= Columns.time(row, "as_of") != null;
          last = new RankCursor(query.order(), row.getDouble("rank"), id(row));
          more = row.next();
        }
        if (!anyMetrics) {
          KnownWindows.require(connection, query.window());
        }
        return new Page(json.endArray().toBytes(), more ? query.pageAfter(last) : null);
      }
    }
  }

  private static void write(JsonBytes json, Window window, ResultSet row) throws SQLException {
    json.beginObject().field("id").id(id(row));
    json.field("source_type").text(row.getString("source_type"));
    json.field("sync_id").id(row.getObject("sync_id", UUID.class));
    json.field("collection_id").id(row.getObject("collection_id", UUID.class));
    json.field("collection_name").text(row.getString("collection_name"));
    json.field("collection_readable_id").text(row.getString("collection_readable_id"));
    json.field("first_seen_at").time(Columns.time(row, "first_seen_at"));
    json.field("described_at").time(Columns.time(row, "described_at"));
    MetricsJson.write(json.field("metrics"), id(row), window, row);
    json.endObject();
  }

  private static UUID id(ResultSet row) throws SQLException {
    return row.getObject("id", UUID.class);
  }

  /** Up to one connection more than asked for: it tells whether there is a next page. */
  static String sql(ConnectionsQuery query) {
    return """
        WITH ranked AS (
          SELECT c.id, %s AS rank
          FROM source_connection c
          LEFT JOIN connection_rank n
            ON n.source_connection_id = c.id AND n.window_seconds = ?
          WHERE c.organization_id = ?%s%s),
        page AS (SELECT * FROM ranked%s ORDER BY rank, id LIMIT ?)
        SELECT page.rank, c.id, c.source_type, c.sync_id, c.collection_id, c.collection_name,
          c.collection_readable_id, c.first_seen_at, c.described_at, %s
        FROM page
        JOIN source_connection c ON c.id = page.id
        LEFT JOIN LATERAL (
          SELECT * FROM rolling_metrics
          WHERE scope_id = page.id AND scope = 'connection' AND window_seconds = ?
          ORDER BY as_of DESC LIMIT 1) m ON true
        ORDER BY page.rank, page.id
        """
        .formatted(
            query.order().rank(),
            query.sourceTypes().isEmpty() ? "" : " AND c.source_type = ANY (?)",
            query.search() == null ? "" : SEARCH + (query.seeksId() ? SEARCH_ID : "") + ")",
            query.cursor() == null ? "" : " WHERE (rank, id) > (?, ?)",
            MetricsJson.COLUMNS);
  }

  static void bind(PreparedStatement select, UUID organization, ConnectionsQuery query)
      throws SQLException {
    int i = 0;
    select.setInt(++i, query.window().seconds());
    select.setObject(++i, organization);
    if (!query.sourceTypes().isEmpty()) {
      Object[] types = query.sourceTypes().toArray();
      select.setArray(++i, select.getConnection().createArrayOf("text", types));
    }
    if (query.search() != null) {
      select.setString(++i, query.search());
      if (query.seeksId()) {
        select.setString(++i, query.search());
      }
    }
    if (query.cursor() != null) {
      select.setDouble(++i, query.cursor().rank());
      select.setObject(++i, query.cursor().id());
    }
    select.setInt(++i, query.limit() + 1);
    select.setInt(++i, query.window().seconds());
  }
}
