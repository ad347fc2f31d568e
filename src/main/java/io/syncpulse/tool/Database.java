package io.syncpulse.tool;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A Postgres database and the words for what can be wrong with it. Messages name it by host, port
 * and database alone, since a URL may carry a password.
 *
 * @param url {@code jdbc:postgresql://host:port/database}
 * @param user the role to log in as; wins over one in the URL
 * @param password its password, empty for none
 */
record Database(String url, String user, String password) {

  private static final Duration PAUSE = Duration.ofMillis(250);

  /**
   * New connections, not pooled.
   *
   * @throws ToolException if the URL is not one of Postgres
   */
  DataSource dataSource() {
    place();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
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
        throw new ToolException("interrupted while waiting for Postgres at " + place(), stopped);
      }
    }
  }

  /** What a failure of this database means to the user. */
  ToolException explain(Throwable failure) {
    SQLException said = sqlException(failure);
    if (said == null || said.getSQLState() == null) {
      return new ToolException(
          "Postgres at " + place() + ": " + OneLine.of(failure.getMessage()), failure);
    }
    String line =
        switch (said.getSQLState()) {
          case "28P01", "28000" ->
              "Postgres at %s refused user '%s': check --jdbc-user and --jdbc-password"
                      .formatted(place(), user)
                  + " (SYNCPULSE_JDBC_USER, SYNCPULSE_JDBC_PASSWORD)";
          case "3D000" ->
              "Postgres has no database %s: create it, or correct --jdbc-url (SYNCPULSE_JDBC_URL)"
                  .formatted(place());
          case "42P01", "42703", "42704", "42883", "3F000" -> schemaIsOld();
          case "42501" ->
              "user '%s' lacks a right in Postgres at %s: %s"
                  .formatted(user, place(), OneLine.of(said.getMessage()));
          default ->
              isNotUp(said)
                  ? "cannot reach Postgres at %s: is it running? Check --jdbc-url (SYNCPULSE_JDBC_URL)"
                      .formatted(place())
                  : "Postgres at %s said: %s (SQLSTATE %s)"
                      .formatted(place(), OneLine.of(said.getMessage()), said.getSQLState());
        };
    return new ToolException(line, failure);
  }

  /** The line for tables that are missing or of an older release. */
  String schemaIsOld() {
    return "the tables in Postgres at %s are missing or old: run 'syncpulse migrate' first"
        .formatted(place());
  }

  /** Host, port and database, without anything secret. */
  String place() {
    Properties parts = url.startsWith("jdbc:postgresql:") ? Driver.parseURL(url, null) : null;
    if (parts == null) {
      throw new ToolException(
          "--jdbc-url (SYNCPULSE_JDBC_URL) is not a Postgres URL: it looks like"
              + " jdbc:postgresql://localhost:5432/syncpulse");
    }
    return PGProperty.PG_HOST.getOrDefault(parts)
        + ":"
        + PGProperty.PG_PORT.getOrDefault(parts)
        + "/"
        + PGProperty.PG_DBNAME.getOrDefault(parts);
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

  /** Without the URL and the password, which must not reach a log. */
  @Override
  public String toString() {
    return "Database[user=" + user + "]";
  }
}
