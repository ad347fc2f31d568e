package io.syncpulse.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A real Postgres with the schema applied, which can be stopped and started on the same port. */
final class TestPostgres implements AutoCloseable {

  private final Path data;
  private EmbeddedPostgres server;
  private final int port;

  private TestPostgres() throws IOException {
    data = Files.createTempDirectory("syncpulse-postgres");
    server = launch(0);
    port = server.getPort();
  }

  /** Starts a server with an empty database. */
  static TestPostgres empty() throws IOException {
    return new TestPostgres();
  }

  /** Starts a server and applies the migrations. */
  static TestPostgres migrated() throws IOException {
    TestPostgres postgres = new TestPostgres();
    postgres.migrate();
    return postgres;
  }

  int migrate() {
    return Flyway.configure()
        .dataSource(url(), "postgres", "postgres")
        .locations("classpath:sql")
        .load()
        .migrate()
        .migrationsExecuted;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  PostgresLogin login() {
    return new PostgresLogin(url(), "postgres", "postgres");
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
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

  void stop() throws IOException {
    server.close();
  }

  void start() throws IOException {
    server = launch(port);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private EmbeddedPostgres launch(int onPort) throws IOException {
    var builder = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    if (onPort != 0) {
      builder.setPort(onPort);
    }
    return builder.start();
  }
}
