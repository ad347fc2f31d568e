package io.syncpulse.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a sink to Postgres and waits for Postgres while it is away: the sink stands still and
 * holds its input back, the job stays up. What waiting cannot mend (a wrong password, a missing
 * database or schema) fails at once. Not thread-safe, like the writer that it serves.
 */
public final class PatientConnections implements JdbcConnectionProvider {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(PatientConnections.class);

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final int VALIDATION_SECONDS = 5;

  private final PostgresLogin login;
  private final Duration patience;
  private final String procedure;

  private transient Connection connection;

  /**
   * @param login where to connect
   * @param patience how long to try before giving up
   * @param procedure signature of the procedure that the sink calls, such as {@code f(uuid[])}: the
   *     schema must have it
   */
  public PatientConnections(PostgresLogin login, Duration patience, String procedure) {
    this.login = login;
    this.patience = patience;
    this.procedure = procedure;
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public boolean isConnectionValid() throws SQLException {
    return connection != null && connection.isValid(VALIDATION_SECONDS);
  }

  @Override
  public Connection getOrEstablishConnection() throws SQLException {
    return isConnectionValid() ? connection : reestablishConnection();
  }

  @Override
  public Connection reestablishConnection() throws SQLException {
    closeConnection();
    connection = connectPatiently();
    return connection;
  }

  @Override
  public void closeConnection() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("The connection to {} was broken before it was closed", login.address(), e);
    } finally {
      connection = null;
    }
  }

  @Override
  public void close() {
    closeConnection();
  }

  /**
   * Looks at the database once, before the job starts. One that is away is no reason not to start:
   * the sinks wait for it.
   *
   * @throws IllegalStateException if waiting would not help: the login is refused, or the database
   *     or its schema is missing
   */
  static void requireFit(PostgresLogin login, String procedure) {
    try (PatientConnections once = new PatientConnections(login, Duration.ZERO, procedure)) {
      once.connection = once.connect();
    } catch (SQLException e) {
      if (isBeyondWaiting(e)) {
        throw new IllegalStateException(e.getMessage(), e);
      }
      LOG.warn("Postgres at {} is not there yet: {}", login.address(), e.getMessage());
    }
  }

  private Connection connectPatiently() throws SQLException {
    long start = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        Connection connected = connect();
        if (pause > FIRST_PAUSE_MILLIS) {
          LOG.info("Postgres at {} is back", login.address());
        }
        return connected;
      } catch (SQLException e) {
        if (isBeyondWaiting(e)) {
          throw e;
        }
        if (System.nanoTime() - start + pause * 1_000_000 > patience.toNanos()) {
          throw new SQLException(
              "Postgres at %s could not be reached for %s (%s). Start it or correct the JDBC URL; the job goes on from its last checkpoint."
                  .formatted(login.address(), patience, e.getMessage()),
              e.getSQLState(),
              e);
        }
        LOG.warn("Waiting for Postgres at {}: {}", login.address(), e.getMessage());
      }
      pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private Connection connect() throws SQLException {
    Connection connected;
    try {
      // Not by DriverManager, which does not see a driver that came with the job's own jar.
      connected = new Driver().connect(login.url(), properties());
    } catch (SQLException e) {
      throw isBeyondWaiting(e) ? refused(e) : e;
    }
    try {
      requireSchema(connected);
      return connected;
    } catch (SQLException e) {
      try (connected) {
        throw e;
      }
    }
  }

  private void requireSchema(Connection connected) throws SQLException {
    try (PreparedStatement query =
        connected.prepareStatement("SELECT to_regprocedure(?) IS NOT NULL")) {
      query.setString(1, procedure);
      try (ResultSet result = query.executeQuery()) {
        result.next();
        if (!result.getBoolean(1)) {
          throw new SQLException(
              "The schema in %s is missing or older than this job. Run `migrate` on it, then start the job again."
                  .formatted(login.address()),
              "42883");
        }
      }
    }
  }

  private SQLException refused(SQLException e) {
    return new SQLException(
        "Postgres at %s refused to let %s in (%s). Correct the user, the password or the database in the settings."
            .formatted(login.address(), login.user(), e.getMessage()),
        e.getSQLState(),
        e);
  }

  /** Login refused, no such database, no such procedure. */
  private static boolean isBeyondWaiting(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("28") || state.equals("3D000") || state.equals("42883"));
  }

  private Properties properties() {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, login.user());
    PGProperty.PASSWORD.set(properties, login.password());
    PGProperty.APPLICATION_NAME.set(properties, "syncpulse");
    // A network that died in silence must not hold the job for ever.
    PGProperty.CONNECT_TIMEOUT.set(properties, 5);
    PGProperty.SOCKET_TIMEOUT.set(properties, 60);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    return properties;
  }

  private void pause(long millis) throws SQLException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("Interrupted while waiting for Postgres at " + login.address(), e);
    }
  }
}
