package io.syncpulse.services;

import io.syncpulse.demo.EmbeddedKafka;
import io.syncpulse.demo.EmbeddedPostgres;
import io.syncpulse.demo.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Real servers without Docker: Postgres in a process of its own, Kafka inside this JVM. */
final class EmbeddedServers implements Servers {

  private static final Map<String, String> POSTGRES_SETTINGS = Map.of("wal_level", "logical");

  @Override
  public PostgresServer postgres() {
    EmbeddedPostgres postgres = get(() -> EmbeddedPostgres.start(Ports.free(), POSTGRES_SETTINGS));
    return new PostgresServer() {
      @Override
      public String jdbcUrl(String database) {
        return postgres.jdbcUrl(database);
      }

      @Override
      public void stop() {
        postgres.stop();
      }

      @Override
      public void start() {
        run(postgres::start);
      }

      @Override
      public void close() {
        run(postgres::close);
      }
    };
  }

  @Override
  public KafkaService kafka() {
    EmbeddedKafka kafka = get(() -> EmbeddedKafka.start(Ports.free()));
    return new KafkaService() {
      @Override
      public String bootstrapServers() {
        return kafka.bootstrapServers();
      }

      @Override
      public void stop() {
        kafka.stop();
      }

      @Override
      public void start() {
        run(kafka::start);
      }

      @Override
      public void close() {
        run(kafka::close);
      }
    };
  }

  private interface IoSupplier<T> {
    T get() throws IOException;
  }

  private interface IoAction {
    void run() throws IOException;
  }

  private static <T> T get(IoSupplier<T> supplier) {
    try {
      return supplier.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(IoAction action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
