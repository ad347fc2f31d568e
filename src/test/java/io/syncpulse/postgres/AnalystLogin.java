package io.syncpulse.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;

/** A user of a database who is nothing but an analyst. */
final class AnalystLogin implements AutoCloseable {

  private final TestDatabase postgres;
  private final String name = "analyst_" + UUID.randomUUID().toString().replace('-', '_');

  AnalystLogin(TestDatabase postgres) throws SQLException {
    this.postgres = postgres;
    postgres.execute(
        String.format(
            Locale.ROOT, "CREATE ROLE %s LOGIN PASSWORD '%1$s' IN ROLE syncpulse_analyst", name));
  }

  /** A session in UTC with this search path; values arrive as the server prints them. */
  Connection connect(String searchPath) throws SQLException {
    Properties properties = new Properties();
    properties.put("user", name);
    properties.put("password", name);
    properties.put("preferQueryMode", "simple");
    Connection connection = DriverManager.getConnection(postgres.login().url(), properties);
    try (Statement set = connection.createStatement()) {
      set.execute("SET timezone = 'UTC'; SET search_path = " + searchPath);
    }
    return connection;
  }

  @Override
  public void close() throws SQLException {
    postgres.execute("DROP ROLE " + name);
  }
}
