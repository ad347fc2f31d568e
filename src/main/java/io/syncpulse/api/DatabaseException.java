package io.syncpulse.api;

import java.sql.SQLException;

/**
 * A failure of the database, told in one line that names the cause and, where there is one, the
 * mend.
 */
public final class DatabaseException extends RuntimeException {

  /**
   * What kind of failure it is: whether waiting, or the operator, or only a developer can mend it.
   */
  public enum Kind {
    /** Not reachable, starting, or stopping. */
    UNAVAILABLE,
    /** Every connection of the pool is taken. */
    BUSY,
    /** The statement ran into its time limit. */
    TOO_SLOW,
    /** Wrong user, password or database, or a schema that was not migrated. */
    MISCONFIGURED,
    /** Anything else. */
    FAILED
  }

  private final Kind kind;

  private DatabaseException(Kind kind, String message, SQLException cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Explains a failure by its SQLSTATE. */
  public static DatabaseException of(SQLException failure) {
    String state = innermostState(failure);
    if (state == null) {
      return of(Kind.BUSY, "All database connections are busy.", failure);
    }
    return switch (state) {
      case "57014" -> of(Kind.TOO_SLOW, "The query took too long and was cancelled.", failure);
      case "42P01", "42703", "42704", "42883" ->
          of(
              Kind.MISCONFIGURED,
              "The database schema is missing or too old: run the migrate command.",
              failure);
      case "3D000" ->
          of(Kind.MISCONFIGURED, "The database does not exist: check the JDBC URL.", failure);
      case "42501" ->
          of(Kind.MISCONFIGURED, "The database user lacks the right to read or write.", failure);
      case "53300" -> of(Kind.UNAVAILABLE, "The database has no free connection slot.", failure);
      default -> byClass(state, failure);
    };
  }

  private static DatabaseException byClass(String state, SQLException failure) {
    if (state.startsWith("08") || state.startsWith("57P")) {
      return of(Kind.UNAVAILABLE, "The database cannot be reached.", failure);
    }
    if (state.startsWith("28")) {
      return of(
          Kind.MISCONFIGURED, "The database refused the user or password: check both.", failure);
    }
    return of(Kind.FAILED, "The database failed with SQLSTATE " + state + ".", failure);
  }

  private static DatabaseException of(Kind kind, String message, SQLException cause) {
    return new DatabaseException(kind, message, cause);
  }

  /** The pool wraps what the driver said; without a cause it has only waited in vain. */
  private static String innermostState(SQLException failure) {
    String state = failure.getSQLState();
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException inner && inner.getSQLState() != null) {
        state = inner.getSQLState();
      }
    }
    return state;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }
}
