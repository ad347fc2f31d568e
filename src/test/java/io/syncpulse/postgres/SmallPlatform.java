package io.syncpulse.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The six connections of the cookbook, and an analyst to whom it is 2026-03-30 00:00 UTC. */
final class SmallPlatform implements AutoCloseable {

  private final TestDatabase postgres = TestDatabase.shared();
  private final AnalystLogin analyst;

  SmallPlatform() throws IOException, SQLException {
    try (InputStream jobs = SmallPlatform.class.getResourceAsStream("cookbook.sql");
        Connection owner = postgres.connect();
        Statement statement = owner.createStatement()) {
      statement.execute("SET timezone = 'UTC'");
      statement.execute(new String(jobs.readAllBytes(), UTF_8));
      // Before pg_catalog in the search path, this is the now() that queries call.
      statement.execute(
          """
          CREATE SCHEMA clock;
          GRANT USAGE ON SCHEMA clock TO PUBLIC;
          CREATE FUNCTION clock.now() RETURNS timestamptz STABLE RETURN timestamptz '2026-03-30Z';
          ANALYZE
          """);
    }
    analyst = new AnalystLogin(postgres);
  }

  Answer answer(String sql) throws SQLException {
    try (Connection connection = analyst.connect("clock, pg_catalog")) {
      return Answer.to(connection, sql);
    }
  }

  @Override
  public void close() throws SQLException {
    analyst.close();
    postgres.close();
  }
}
