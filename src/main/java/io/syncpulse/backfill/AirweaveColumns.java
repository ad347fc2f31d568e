package io.syncpulse.backfill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which columns Airweave's tables have: that differs from release to release. */
final class AirweaveColumns {

  private static final List<String> NEEDED =
      List.of(
          "sync_job.id",
          "sync_job.organization_id",
          "sync_job.sync_id",
          "sync_job.status",
          "sync_job.started_at",
          "sync_job.completed_at",
          "sync_job.created_at",
          "sync_job.modified_at",
          "source_connection.id",
          "source_connection.organization_id",
          "source_connection.sync_id",
          "source_connection.short_name",
          "source_connection.created_at",
          "source_connection.modified_at");

  private static final List<String> WANTED =
      List.of(
          "sync_job.failed_at",
          "sync_job.entities_inserted",
          "sync_job.entities_updated",
          "sync_job.entities_deleted",
          "sync_job.entities_kept",
          "sync_job.entities_skipped",
          "sync_job.error",
          "sync_job.error_category",
          "source_connection.readable_collection_id");

  private final Set<String> there = new HashSet<>();

  /**
   * Looks at the tables that unqualified names find.
   *
   * @throws BackfillException if those are no tables of Airweave
   */
  AirweaveColumns(Connection database) throws SQLException {
    try (PreparedStatement select =
        database.prepareStatement(
            """
            SELECT c.relname || '.' || a.attname
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.oid IN (to_regclass('sync_job'), to_regclass('source_connection'))
              AND a.attnum > 0 AND NOT a.attisdropped
            """)) {
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          there.add(row.getString(1));
        }
      }
    }
    List<String> lacking = lacking(NEEDED);
    if (!lacking.isEmpty()) {
      throw new BackfillException(
          "that is not Airweave's database, or its tables are not in the search path: there is no %s"
              .formatted(String.join(", ", lacking)));
    }
  }

  /** What would be read if it were there. */
  List<String> missing() {
    return lacking(WANTED);
  }

  /** The column for a query; if there is none, a null of the type. */
  String orNull(String alias, String column, String type) {
    String table = alias.equals("j") ? "sync_job." : "source_connection.";
    return there.contains(table + column) ? alias + "." + column : "NULL::" + type;
  }

  private List<String> lacking(List<String> columns) {
    List<String> lacking = new ArrayList<>(columns);
    lacking.removeAll(there);
    return lacking;
  }
}
