package io.syncpulse.services;

/** Where servers come from. */
interface Servers {

  /** Starts a Postgres server whose log is logical, so that changes can be captured from it. */
  PostgresServer postgres();

  /** Starts a Kafka broker. */
  KafkaService kafka();
}
