package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What goes on at this moment.
 *
 * @param running jobs that run, or are being cancelled
 * @param queued jobs that have not begun
 * @param newestEventAt time of the newest status event; null when there was none
 */
record Activity(long running, long queued, Instant newestEventAt) {

  private static final String OF_PLATFORM =
      """
      SELECT count(*) FILTER (WHERE is_running), count(*) FILTER (WHERE NOT is_running),
        (SELECT max(described_at) FROM source_connection)
      FROM open_job
      """;

  private static final String OF_ORGANIZATION =
      """
      SELECT count(*) FILTER (WHERE is_running), count(*) FILTER (WHERE NOT is_running),
        (SELECT max(described_at) FROM source_connection WHERE organization_id = ?)
      FROM open_job o JOIN source_connection c ON c.id = o.source_connection_id
      WHERE c.organization_id = ?
      """;

  static Activity read(Connection connection, FigureScope scope, ApiKey key) throws SQLException {
    boolean ofPlatform = scope == FigureScope.PLATFORM;
    String sql = ofPlatform ? OF_PLATFORM : OF_ORGANIZATION;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      if (!ofPlatform) {
        select.setObject(1, key.organizationId());
        select.setObject(2, key.organizationId());
      }
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Activity(row.getLong(1), row.getLong(2), Columns.time(row, 3));
      }
    }
  }
}
