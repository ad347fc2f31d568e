package io.syncpulse.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresServiceIT {

  @Test
  void keepsItsDataAndItsAddressOverARestart() throws SQLException {
    try (PostgresService postgres = Services.ownPostgres()) {
      execute(postgres, "CREATE TABLE kept (text text)");
      execute(postgres, "INSERT INTO kept VALUES ('ığü')");
      String url = postgres.jdbcUrl();

      postgres.stop();
      assertThatThrownBy(() -> query(postgres, "SELECT 1")).isInstanceOf(SQLException.class);
      postgres.start();

      assertThat(postgres.jdbcUrl()).isEqualTo(url);
      assertThat(query(postgres, "SELECT text FROM kept")).isEqualTo("ığü");
    }
  }

  @Test
  void handsOutAnEmptyDatabaseEachTime() throws SQLException {
    try (PostgresService first = Services.postgres();
        PostgresService second = Services.postgres()) {
      execute(first, "CREATE TABLE mine ()");

      assertThat(query(second, "SELECT count(*) FROM pg_tables WHERE tablename = 'mine'"))
          .isEqualTo("0");
      assertThat(query(second, "SHOW server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void refusesToStopTheServerOfOthers() {
    try (PostgresService postgres = Services.postgres()) {
      assertThatThrownBy(postgres::stop)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("Services.ownPostgres()");
    }
  }

  private static void execute(PostgresService postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(PostgresService postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Connection connect(PostgresService postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }
}
