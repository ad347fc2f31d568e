package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads one source connection. */
final class ConnectionReader {

  private static final int TYPICAL_BYTES = 900;

  /** The columns of the job come first; without one they are null. */
  static final String SQL =
      """
      SELECT j.*, c.id AS connection_id, c.sync_id, c.source_type, c.collection_id,
        c.collection_name, c.collection_readable_id, c.first_seen_at,
        (SELECT count(*) FROM open_job o
         WHERE o.source_connection_id = c.id AND o.is_running) AS running_now
      FROM source_connection c
      LEFT JOIN LATERAL (
        SELECT %s FROM sync_job WHERE source_connection_id = c.id
        ORDER BY created_at DESC, id DESC LIMIT 1) j ON true
      WHERE c.id = ? AND c.organization_id = ?
      """
          .formatted(JobHistoryReader.COLUMNS);

  private final DataSource database;

  ConnectionReader(DataSource database) {
    this.database = database;
  }

  /**
   * The connection as it stands.
   *
   * @return empty when the organization has no such connection
   * @throws DatabaseException when the database fails
   */
  Optional<Page> read(UUID organization, UUID connection) {
    try (Connection session = database.getConnection();
        PreparedStatement select = session.prepareStatement(SQL)) {
      select.setObject(1, connection);
      select.setObject(2, organization);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(page(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  private static Page page(ResultSet row) throws SQLException {
    JsonBytes json = new JsonBytes(TYPICAL_BYTES).beginObject();
    json.field("id").id(row.getObject("connection_id", UUID.class));
    json.field("sync_id").id(row.getObject("sync_id", UUID.class));
    json.field("source_type").text(row.getString("source_type"));
    json.field("collection_id").id(row.getObject("collection_id", UUID.class));
    json.field("collection_name").text(row.getString("collection_name"));
    json.field("collection_readable_id").text(row.getString("collection_readable_id"));
    json.field("first_seen_at").time(Columns.time(row, "first_seen_at"));
    json.field("last_job");
    if (row.getObject(1) == null) {
      json.json(null);
    } else {
      JobWriter.write(json, JobHistoryReader.job(row));
    }
    json.field("running_now").number(row.getLong("running_now")).endObject();
    return new Page(json.toBytes(), null);
  }
}
