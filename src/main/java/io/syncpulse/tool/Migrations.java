package io.syncpulse.tool;

import io.syncpulse.postgres.PostgresLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables to this release: the numbered files of {@code sql/}, by Flyway. */
public final class Migrations {

  /** Long enough for a server that was started together with us. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Migrations() {}

  /**
   * Applies what is missing; does nothing when the tables are up to date. Waits up to 10 s for a
   * server that is not up yet.
   *
   * @return how many migrations were applied
   * @throws ToolException if the database cannot be reached, refuses the user, or holds something
   *     that does not fit
   */
  public static int migrate(String url, String user, String password) {
    return apply(new Database(new PostgresLogin(url, user, password))).size();
  }

  /** As {@link #migrate}; returns the version and title of each migration applied. */
  static List<String> apply(Database database) {
    database.awaitUp(PATIENCE);
    try {
      return flyway(database).migrate().migrations.stream()
          .map(done -> done.version + " " + done.description)
          .toList();
    } catch (FlywayException failure) {
      throw database.explain(failure);
    }
  }

  /** Whether the role that reads the schema of analysts is missing after a migration. */
  static boolean lackAnalyst(Database database) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet role = statement.executeQuery("SELECT to_regrole('syncpulse_analyst') IS NULL")) {
      role.next();
      return role.getBoolean(1);
    } catch (SQLException failure) {
      throw database.explain(failure);
    }
  }

  /**
   * Returns when the database can be used as it is.
   *
   * @throws ToolException if it cannot be reached or lacks a migration
   */
  static void requireCurrent(Database database) {
    database.awaitUp(Duration.ZERO);
    try {
      if (flyway(database).info().pending().length > 0) {
        throw new ToolException(database.schemaIsOld());
      }
    } catch (FlywayException failure) {
      throw database.explain(failure);
    }
  }

  private static Flyway flyway(Database database) {
    return Flyway.configure()
        .dataSource(database.dataSource())
        .locations("classpath:sql")
        .failOnMissingLocations(true)
        .load();
  }
}
