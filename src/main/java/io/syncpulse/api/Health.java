package io.syncpulse.api;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Tells whoever runs the server whether it lives, and whether it can serve. */
final class Health {

  private static final String SCHEMA_IS_THERE =
      "SELECT analytics.wilson_interval(0, 0)"
          + " FROM source_connection, sync_job, open_job, api_key, rolling_metrics, connection_rank"
          + " LIMIT 0";

  private final DataSource database;

  Health(DataSource database) {
    this.database = database;
  }

  /** The process answers. Says nothing of the database: restarting the server would not mend it. */
  void live(Context context) {
    context.contentType(ContentType.APPLICATION_JSON).result("{\"status\":\"live\"}");
  }

  /** The database answers and has its schema; otherwise 503 with the reason. */
  void ready(Context context) {
    try (Connection connection = database.getConnection();
        PreparedStatement probe = connection.prepareStatement(SCHEMA_IS_THERE)) {
      probe.execute();
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
    context.contentType(ContentType.APPLICATION_JSON).result("{\"status\":\"ready\"}");
  }
}
