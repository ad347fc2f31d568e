package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the metrics of one connection: as they stand, as they stood, and over time. */
final class MetricsReader {

  private static final String OF_CONNECTION =
      " FROM rolling_metrics WHERE scope_id = ? AND scope = 'connection' AND window_seconds = ?";

  private final DataSource database;

  MetricsReader(DataSource database) {
    this.database = database;
  }

  /**
   * The newest metrics, or those that were valid at the moment asked for; zeros and nulls when
   * there are none.
   *
   * @return empty when the organization has no such connection
   * @throws InvalidRequestException when no metrics of this window are kept
   * @throws DatabaseException when the database fails
   */
  Optional<Page> newest(UUID organization, MetricsQuery query) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql(query))) {
      bind(select, organization, query);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        if (Columns.time(row, "as_of") == null) {
          KnownWindows.require(connection, query.window());
        }
        JsonBytes json = new JsonBytes(MetricsJson.TYPICAL_BYTES);
        MetricsJson.write(json, query.connection(), query.window(), row);
        return Optional.of(new Page(json.toBytes(), null));
      }
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  /** One row if the connection is the organization's, whether it has metrics or not. */
  static String sql(MetricsQuery query) {
    return "SELECT "
        + MetricsJson.COLUMNS
        + " FROM source_connection c LEFT JOIN LATERAL (SELECT *"
        + OF_CONNECTION
        + (query.at() == null ? "" : " AND as_of <= ?")
        + " ORDER BY as_of DESC LIMIT 1) m ON true WHERE c.id = ? AND c.organization_id = ?";
  }

  static void bind(PreparedStatement select, UUID organization, MetricsQuery query)
      throws SQLException {
    int i = 0;
    select.setObject(++i, query.connection());
    select.setInt(++i, query.window().seconds());
    if (query.at() != null) {
      select.setObject(++i, query.at());
    }
    select.setObject(++i, query.connection());
    select.setObject(++i, organization);
  }

  /**
   * One page of metrics over time, oldest first.
   *
   * @param list takes them; empty yet
   * @return empty when the organization has no such connection
   * @throws InvalidRequestException when no metrics of this window are kept
   * @throws DatabaseException when the database fails
   */
  Optional<Page> history(UUID organization, MetricsHistoryQuery query, MetricsList list) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql(query))) {
      bind(select, organization, query);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          if (!Ownership.holds(connection, organization, query.connection())) {
            return Optional.empty();
          }
          KnownWindows.require(connection, query.window());
          return Optional.of(new Page(list.end(), null));
        }
        return Optional.of(page(query, row, list));
      }
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  private static Page page(MetricsHistoryQuery query, ResultSet row, MetricsList list)
      throws SQLException {
    for (int count = 0; count < query.limit(); count++) {
      list.add(query.connection(), query.window(), row);
      if (!row.next()) {
        return new Page(list.end(), null);
      }
    }
    Instant next = Columns.time(row, "as_of");
    return new Page(list.end(), query.pageFrom(next.atOffset(ZoneOffset.UTC)));
  }

  /**
   * A walk along the primary key, up to one row more than asked for. It begins with the row that
   * was valid at the first moment.
   */
  static String sql(MetricsHistoryQuery query) {
    return "SELECT "
        + MetricsJson.COLUMNS
        + OF_CONNECTION.replace("rolling_metrics", "rolling_metrics m")
        + " AND EXISTS ("
        + Ownership.OWNED
        + ")"
        + (query.from() == null
            ? ""
            : " AND as_of >= coalesce((SELECT max(as_of)" + OF_CONNECTION + " AND as_of <= ?), ?)")
        + (query.to() == null ? "" : " AND as_of < ?")
        + " ORDER BY as_of LIMIT ?";
  }

  static void bind(PreparedStatement select, UUID organization, MetricsHistoryQuery query)
      throws SQLException {
    int i = 0;
    select.setObject(++i, query.connection());
    select.setInt(++i, query.window().seconds());
    select.setObject(++i, query.connection());
    select.setObject(++i, organization);
    if (query.from() != null) {
      select.setObject(++i, query.connection());
      select.setInt(++i, query.window().seconds());
      select.setObject(++i, query.from());
      select.setObject(++i, query.from());
    }
    if (query.to() != null) {
      select.setObject(++i, query.to());
    }
    select.setInt(++i, query.limit() + 1);
  }
}
