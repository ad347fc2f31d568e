package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.postgresql.PGStatement;

/**
 * What goes on at this moment.
 *
 * @param running jobs that run, or are being cancelled
 * @param queued jobs that have not begun
 */
record Activity(long running, long queued) {

  private static final String COUNTS =
      """
      SELECT count(*) FILTER (WHERE is_running), count(*) FILTER (WHERE NOT is_running)
      FROM open_job""";

  private static final String OF_ORGANIZATION =
      " o JOIN source_connection c ON c.id = o.source_connection_id WHERE c.organization_id = ?";

  private static final String NEWEST_EVENT = "SELECT max(described_at) FROM source_connection";

  static Activity read(Connection connection, FigureScope scope, UUID id) throws SQLException {
    try (PreparedStatement select = prepare(connection, COUNTS, OF_ORGANIZATION, scope, id);
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Activity(row.getLong(1), row.getLong(2));
    }
  }

  /** Time of the newest status event; null when there was none. Reads every connection once. */
  static Instant newestEventAt(Connection connection, FigureScope scope, UUID id)
      throws SQLException {
    String ofOrganization = " WHERE organization_id = ?";
    try (PreparedStatement select = prepare(connection, NEWEST_EVENT, ofOrganization, scope, id)) {
      // Planned each time: an index serves an organization that is small, and slows a large one.
      select.unwrap(PGStatement.class).setPrepareThreshold(0);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return Columns.time(row, 1);
      }
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String ofAll, String ofOrganization, FigureScope scope, UUID id)
      throws SQLException {
    boolean all = scope == FigureScope.PLATFORM;
    PreparedStatement select = connection.prepareStatement(all ? ofAll : ofAll + ofOrganization);
    if (!all) {
      select.setObject(1, id);
    }
    return select;
  }
}
