package io.syncpulse.services;

/** Where servers come from. */
interface Servers {

  /** Starts a Postgres server. */
  PostgresServer postgres();

  /** Starts a Kafka broker. */
  KafkaService kafka();
}
