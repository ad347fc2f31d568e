package io.syncpulse.services;

import io.syncpulse.demo.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database of its own on a server that others may share. */
final class Database implements PostgresService {

  private final String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
  private final PostgresServer server;
  private final boolean shared;

  private Database(PostgresServer server, boolean shared) {
    this.server = server;
    this.shared = shared;
    execute("CREATE DATABASE " + name);
  }

  static Database onShared(PostgresServer server) {
    return new Database(server, true);
  }

  static Database onOwn(PostgresServer server) {
    return new Database(server, false);
  }

  private void execute(String statement) {
    try (Connection connection =
            DriverManager.getConnection(
                server.jdbcUrl(EmbeddedPostgres.SYNCPULSE), user(), password());
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String jdbcUrl() {
    return server.jdbcUrl(name);
  }

  @Override
  public String user() {
    return EmbeddedPostgres.SYNCPULSE;
  }

  @Override
  public String password() {
    return EmbeddedPostgres.SYNCPULSE;
  }

  @Override
  public void stop() {
    refuseWhenShared();
    server.stop();
  }

  @Override
  public void start() {
    refuseWhenShared();
    server.start();
  }

  private void refuseWhenShared() {
    if (shared) {
      throw new UnsupportedOperationException(
          "other tests use this server: Services.ownPostgres() gives one that may be stopped");
    }
  }

  @Override
  public void close() {
    if (shared) {
      // FORCE would also end autovacuum's worker, which only a superuser may; without it Postgres
      // does.
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = '%s' AND usename = current_user".formatted(name));
      execute("DROP DATABASE " + name);
    } else {
      server.close();
    }
  }
}
