package io.syncpulse.postgres;

import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A database of a real Postgres with the schema in it. */
final class TestDatabase implements AutoCloseable {

  private final PostgresService service;

  private TestDatabase(PostgresService service) {
    this.service = service;
    migrate();
  }

  /** On the server that all tests share. */
  static TestDatabase shared() {
    return new TestDatabase(Services.postgres());
  }

  /** On a server of its own, which may be stopped and started. */
  static TestDatabase own() {
    return new TestDatabase(Services.ownPostgres());
  }

  static PostgresLogin login(PostgresService service) {
    return new PostgresLogin(service.jdbcUrl(), service.user(), service.password());
  }

  int migrate() {
    return Flyway.configure()
        .dataSource(service.jdbcUrl(), service.user(), service.password())
        .locations("classpath:sql")
        .load()
        .migrate()
        .migrationsExecuted;
  }

  PostgresLogin login() {
    return login(service);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(service.jdbcUrl(), service.user(), service.password());
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of every row, as text. */
  List<String> texts(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (result.next()) {
        texts.add(result.getString(1));
      }
      return texts;
    }
  }

  void stop() {
    service.stop();
  }

  void start() {
    service.start();
  }

  @Override
  public void close() {
    service.close();
  }
}
