package io.syncpulse.services;

/** An empty database of a real Postgres server. */
public interface PostgresService extends AutoCloseable {

  /** JDBC URL of the database, without user and password; the same over restarts. */
  String jdbcUrl();

  /** Owner of the database. */
  String user();

  /** The owner's password. */
  String password();

  /**
   * Stops the server and keeps its data.
   *
   * @throws UnsupportedOperationException when other tests use the same server
   */
  void stop();

  /** Starts the stopped server again, on the same port. */
  void start();

  /** Drops the database; a server of its own is stopped and removed. */
  @Override
  void close();
}
