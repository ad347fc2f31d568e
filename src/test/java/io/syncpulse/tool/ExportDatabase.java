package io.syncpulse.tool;

import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A migrated database with something of everything to export. */
final class ExportDatabase implements AutoCloseable {

  static final UUID ORGANIZATION = new UUID(0, 0xa);
  static final UUID OTHER_ORGANIZATION = new UUID(0, 0xb);
  static final String YEAR = "--from 2025-01-01T00:00:00Z --to 2026-01-01T00:00:00Z";

  /** Quotes, line ends, a formula, a change of direction, beyond the basic plane, 8 KiB. */
  static final String HOSTILE =
      "=cmd|' /C calc'!A0,\"x\"\r\n\t\u202e\u0130\ud83d\ude00\\;''" + "y".repeat(8_192);

  private final PostgresService postgres = Services.postgres();

  private ExportDatabase() {}

  static ExportDatabase empty() {
    ExportDatabase database = new ExportDatabase();
    database.cli().run("migrate");
    return database;
  }

  /** With as many jobs, one a minute, of ten connections of two organizations and of none. */
  static ExportDatabase filled(int jobs) throws SQLException {
    ExportDatabase database = empty();
    database.execute(
        """
        INSERT INTO source_connection
          (id, organization_id, organization_claimed_at, source_type, first_seen_at)
        SELECT ('00000000-0000-0000-0001-' || lpad(i::text, 12, '0'))::uuid,
          CASE WHEN i < 6 THEN '%s'::uuid WHEN i < 9 THEN '%s'::uuid END,
          CASE WHEN i < 9 THEN timestamptz '2025-01-01Z' END, 'source' || i, '2025-01-01Z'
        FROM generate_series(0, 9) i
        """
            .formatted(ORGANIZATION, OTHER_ORGANIZATION));
    database.execute(
        """
        INSERT INTO sync_job (id, source_connection_id, status, batches, created_at, started_at,
          ended_at, heard_at, lost_at, entities_inserted, entities_updated, error, error_category,
          error_details)
        SELECT gen_random_uuid(), ('00000000-0000-0000-0001-' || lpad((i %% 11)::text, 12, '0'))::uuid,
          CASE i %% 3 WHEN 0 THEN 'completed' WHEN 1 THEN 'failed' ELSE 'running' END::job_status, i,
          at, CASE WHEN i %% 5 > 0 THEN at + interval '0.000001 s' * i END,
          CASE WHEN i %% 3 < 2 THEN at + interval '1.234567 s' * i END, at,
          CASE WHEN i %% 3 = 2 THEN at END, i, 5000000000 + i,
          CASE i %% 3 WHEN 1 THEN 'error ' || i END, CASE i %% 6 WHEN 1 THEN 'api_key_invalid' END,
          CASE i %% 6 WHEN 1 THEN jsonb_build_object('i', i, 's', '"=') END
        FROM generate_series(0, %s) i, LATERAL (
          SELECT timestamptz '2025-01-01Z' + interval '1 minute' * (i %% 525600)) AS t(at)
        """
            .formatted(jobs - 1));
    return database;
  }

  /** Metrics of every scope, over four hours. */
  ExportDatabase withMetrics() throws SQLException {
    for (String scope : List.of("connection", "source_type", "organization", "platform")) {
      String id =
          switch (scope) {
            case "connection" -> "00000000-0000-0000-0001-000000000007";
            case "organization" -> ORGANIZATION.toString();
            case "source_type" -> "00000000-0000-0000-0002-000000000000";
            default -> new UUID(0, 0).toString();
          };
      String type = scope.equals("source_type") ? "'notion'" : "NULL";
      execute(
          """
          INSERT INTO hourly_metrics (scope_id, scope, is_final, hour, completed, failed, cancelled,
            lost, entities_inserted, entities_updated, entities_deleted, running_micros,
            duration_micros, duration_micros_squared, duration_buckets, duration_counts,
            queue_buckets, queue_counts, source_type)
          SELECT '%1$s', '%2$s', i < 3, timestamptz '2025-06-01Z' + interval '1 hour' * i, i, 1, 2, 3,
            4, 5, 6, 7, 8, 1234567890123456789012345678.0, '{-7,0,812}',
            ARRAY[1, 5000000000, i], '{}', '{}', %3$s
          FROM generate_series(0, 3) i
          """
              .formatted(id, scope, type));
      execute(
          """
          INSERT INTO rolling_metrics (scope_id, scope, window_seconds, is_final, as_of, completed,
            failed, cancelled, lost, duration_p95, entities_inserted, entities_updated,
            entities_deleted, running_seconds, source_type)
          SELECT '%1$s', '%2$s', 3600, i < 3, timestamptz '2025-06-01Z' + interval '1 hour' * i, i, 1,
            2, 3, 1 / 3.0, 4, 5, 6, 7.5, %3$s
          FROM generate_series(0, 3) i
          """
              .formatted(id, scope, type));
    }
    return this;
  }

  /**
   * From now on a reader of jobs comes to the last one only after this; by then thousands of rows
   * are on their way.
   *
   * @param sql a condition that takes long, or fails
   */
  void beforeTheLastJob(String sql) throws SQLException {
    execute("ALTER TABLE sync_job RENAME TO real_job");
    execute(
        """
        CREATE VIEW sync_job AS SELECT * FROM real_job
        WHERE CASE WHEN batches = (SELECT max(batches) FROM real_job) THEN %s ELSE true END
        """
            .formatted(sql));
  }

  void execute(String sql, Object... parameters) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }

  List<List<String>> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement utc = connection.createStatement()) {
      utc.execute("SET TimeZone = 'UTC'");
      return ExportedRows.of(connection, sql);
    }
  }

  /** The command line with the login in its environment. */
  Cli cli() {
    Cli cli = new Cli();
    login().forEach(cli::with);
    return cli;
  }

  Map<String, String> login() {
    return Map.of(
        "SYNCPULSE_JDBC_URL", postgres.jdbcUrl(),
        "SYNCPULSE_JDBC_USER", postgres.user(),
        "SYNCPULSE_JDBC_PASSWORD", postgres.password());
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  @Override
  public void close() {
    postgres.close();
  }
}
