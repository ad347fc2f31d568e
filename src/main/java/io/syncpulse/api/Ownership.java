package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Whose a source connection is. What an organization does not own is, to it, not there. */
final class Ownership {

  /** A row, if the connection (first parameter) is the organization's (second parameter). */
  static final String OWNED =
      "SELECT 1 FROM source_connection WHERE id = ? AND organization_id = ?";

  private Ownership() {}

  /** Whether the organization has the connection. */
  static boolean holds(Connection database, UUID organization, UUID connection)
      throws SQLException {
    try (PreparedStatement select = database.prepareStatement(OWNED)) {
      select.setObject(1, connection);
      select.setObject(2, organization);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
