package io.syncpulse.tool;

import io.syncpulse.api.DatabaseException;
import io.syncpulse.postgres.PostgresLogin;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A Postgres database and the words for what can be wrong with it.
 *
 * @param login where it is and who logs in; the user wins over one in the URL
 * @param options what the names of its options begin with
 */
record Database(PostgresLogin login, String options) {

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Syncpulse's own database. */
  Database(PostgresLogin login) {
    this(login, "--jdbc");
  }

  /** New connections, not pooled. */
  DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(login.url());
    source.setUser(login.user());
    source.setPassword(login.password());
    source.setApplicationName("syncpulse");
    return source;
  }

  /**
   * Returns when the database answers.
   *
   * @param patience how long to wait for a server that is not up yet
   * @throws ToolException if it does not answer in that time, or refuses the user
   */
  void awaitUp(Duration patience) {
    DataSource source = dataSource();
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        source.getConnection().close();
        return;
      } catch (SQLException refused) {
        if (!isNotUp(refused) || System.nanoTime() >= deadline) {
          throw explain(refused);
        }
      }
      try {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new ToolException("interrupted while waiting for Postgres at " + address(), stopped);
      }
    }
  }

  /**
   * Asks something of the database.
   *
   * @throws ToolException if the database is at fault
   */
  <T> T ask(Function<DataSource, T> question) {
    try {
      return question.apply(dataSource());
    } catch (DatabaseException failure) {
      throw explain(failure);
    }
  }

  /** What a failure of this database means to the user. */
  ToolException explain(Throwable failure) {
    SQLException said = sqlException(failure);
    if (said == null || said.getSQLState() == null) {
      return new ToolException(
          "Postgres at " + address() + ": " + OneLine.of(failure.getMessage()), failure);
    }
    String line =
        switch (said.getSQLState()) {
          case "28P01", "28000" ->
              "Postgres at %s refused user '%s': check %s and %s (%s, %s)"
                  .formatted(
                      address(),
                      login.user(),
                      options + "-user",
                      options + "-password",
                      EnvironmentDefaults.variable(options + "-user"),
                      EnvironmentDefaults.variable(options + "-password"));
          case "3D000" ->
              "Postgres has no database %s: create it, or correct %s".formatted(address(), url());
          case "42P01", "42703", "42704", "42883", "3F000" -> schemaIsOld();
          case "42501" ->
              "user '%s' lacks a right in Postgres at %s: %s"
                  .formatted(login.user(), address(), OneLine.of(said.getMessage()));
          default ->
              isNotUp(said)
                  ? "cannot reach Postgres at %s: is it running? Check %s"
                      .formatted(address(), url())
                  : "Postgres at %s said: %s (SQLSTATE %s)"
                      .formatted(address(), OneLine.of(said.getMessage()), said.getSQLState());
        };
    return new ToolException(line, failure);
  }

  /** The line for tables that are missing or of an older release. */
  String schemaIsOld() {
    return "the tables in Postgres at %s are missing or old: run 'syncpulse migrate' first"
        .formatted(address());
  }

  private String url() {
    String option = options + "-url";
    return "%s (%s)".formatted(option, EnvironmentDefaults.variable(option));
  }

  /** Host, port and database, without anything secret. */
  String address() {
    return login.address();
  }

  private static boolean isNotUp(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("08") || state.equals("57P03"));
  }

  private static SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }
}
