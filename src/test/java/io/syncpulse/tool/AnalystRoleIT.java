package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The role syncpulse_analyst belongs to the whole server, so each test has a server of its own. */
class AnalystRoleIT {

  private final PostgresService server = Services.ownPostgres();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void severalDatabasesOfAServerMayMigrateAtOnce() throws Exception {
    List<String> urls = IntStream.range(0, 4).mapToObj(i -> database("several_" + i)).toList();

    urls.parallelStream().forEach(url -> Migrations.migrate(url, server.user(), server.password()));

    for (String url : urls) {
      assertThat(analystReads(url)).isTrue();
    }
  }

  @Test
  void aUserWhoMayCreateNoRolesMigratesAllTheSameAndAgainWhenTheRoleIsThere() throws Exception {
    execute("CREATE ROLE plain LOGIN PASSWORD 'plain'; GRANT plain TO CURRENT_USER");
    String url = database("of_plain");
    execute("ALTER DATABASE of_plain OWNER TO plain");

    Cli.Result first = migrate(url);
    execute("CREATE ROLE syncpulse_analyst NOLOGIN");
    Cli.Result second = migrate(url);

    assertThat(first.exit()).isZero();
    assertThat(first.outLines())
        .last()
        .asString()
        .contains("user 'plain' may not create roles", "CREATE ROLE syncpulse_analyst NOLOGIN");
    assertThat(second.outLines()).singleElement().asString().endsWith("are up to date");
    assertThat(analystReads(url)).isTrue();
  }

  private static Cli.Result migrate(String url) {
    return new Cli()
        .with("SYNCPULSE_JDBC_URL", url)
        .with("SYNCPULSE_JDBC_USER", "plain")
        .with("SYNCPULSE_JDBC_PASSWORD", "plain")
        .run("migrate");
  }

  private boolean analystReads(String url) throws SQLException {
    return "t"
        .equals(
            text(
                url,
                """
                SELECT bool_and(has_table_privilege('syncpulse_analyst', c.oid, 'SELECT'))
                  AND has_schema_privilege('syncpulse_analyst', 'analytics', 'USAGE')
                FROM pg_class AS c
                WHERE relnamespace = 'analytics'::regnamespace AND relkind = 'v'
                """));
  }

  private String database(String name) {
    try {
      execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    String url = server.jdbcUrl();
    return url.substring(0, url.lastIndexOf('/') + 1) + name;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String url, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url, server.user(), server.password());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
