package io.syncpulse.services;

/** A Postgres server whose user {@code syncpulse} may create databases. */
interface PostgresServer extends AutoCloseable {

  String jdbcUrl(String database);

  void stop();

  void start();

  @Override
  void close();
}
