package io.syncpulse.backfill;

import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** A database with Airweave's tables on a real Postgres. */
public final class AirweaveDatabase implements AutoCloseable {

  private final PostgresService postgres = Services.postgres();

  /** A job to insert; times are UTC. */
  public record Job(
      UUID id,
      UUID sync,
      String status,
      Instant createdAt,
      Instant startedAt,
      Instant completedAt,
      Instant failedAt,
      Instant modifiedAt,
      int inserted,
      String error) {}

  public AirweaveDatabase() throws SQLException, IOException {
    try (InputStream tables = AirweaveDatabase.class.getResourceAsStream("../airweave.sql")) {
      execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  public PostgresService postgres() {
    return postgres;
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A connection and its sync. */
  public void connection(UUID id, UUID organization, UUID sync, String type, Instant createdAt)
      throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                WITH of AS (INSERT INTO sync VALUES (?) RETURNING id)
                INSERT INTO source_connection (sync_id, id, organization_id, name, short_name,
                  readable_collection_id, created_at, modified_at)
                SELECT id, ?, ?, 'A connection', ?, 'docs', ?, ? FROM of
                """)) {
      insert.setObject(1, sync);
      insert.setObject(2, id);
      insert.setObject(3, organization);
      insert.setString(4, type);
      insert.setObject(5, utc(createdAt));
      insert.setObject(6, utc(createdAt));
      insert.executeUpdate();
    }
  }

  public void job(Job job) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO sync_job (id, organization_id, sync_id, status, created_at, started_at,
                  completed_at, failed_at, modified_at, entities_inserted, entities_updated,
                  entities_deleted, entities_kept, entities_skipped, error, scheduled)
                VALUES (?, gen_random_uuid(), ?, ?, ?, ?, ?, ?, ?, ?, 2, 3, 4, 5, ?, true)
                """)) {
      insert.setObject(1, job.id);
      insert.setObject(2, job.sync);
      insert.setString(3, job.status);
      insert.setObject(4, utc(job.createdAt));
      insert.setObject(5, utc(job.startedAt));
      insert.setObject(6, utc(job.completedAt));
      insert.setObject(7, utc(job.failedAt));
      insert.setObject(8, utc(job.modifiedAt));
      insert.setInt(9, job.inserted);
      insert.setString(10, job.error);
      insert.executeUpdate();
    }
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private static LocalDateTime utc(Instant at) {
    return at == null ? null : LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  @Override
  public void close() {
    postgres.close();
  }
}
