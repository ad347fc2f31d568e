package io.syncpulse.services;

import io.syncpulse.demo.EmbeddedKafka;
import io.syncpulse.demo.EmbeddedPostgres;
import io.syncpulse.demo.Ports;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Servers in containers. Their ports on the host are fixed before they start: Docker gives a
 * container another port with each restart, and a restarted server must be found where it was.
 */
final class ContainerServers implements Servers {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  static boolean available() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @Override
  public PostgresServer postgres() {
    int port = Ports.free();
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:17")
            .withDatabaseName(EmbeddedPostgres.SYNCPULSE)
            .withUsername(EmbeddedPostgres.SYNCPULSE)
            .withPassword(EmbeddedPostgres.SYNCPULSE);
    container.setCommand("postgres", "-c", "fsync=off", "-c", "wal_level=logical");
    start(container, port, PostgreSQLContainer.POSTGRESQL_PORT);
    return new PostgresServer() {
      @Override
      public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + container.getHost() + ":" + port + "/" + database;
      }

      @Override
      public void stop() {
        halt(container);
      }

      @Override
      public void start() {
        resume(container);
        awaitAnswer(
            () -> {
              try (Connection connection =
                  DriverManager.getConnection(
                      jdbcUrl(EmbeddedPostgres.SYNCPULSE),
                      EmbeddedPostgres.SYNCPULSE,
                      EmbeddedPostgres.SYNCPULSE)) {
                return connection.isValid(1);
              }
            });
      }

      @Override
      public void close() {
        container.stop();
      }
    };
  }

  @Override
  public KafkaService kafka() {
    int port = Ports.free();
    String largest = Integer.toString(EmbeddedKafka.MAX_MESSAGE_BYTES);
    KafkaContainer container =
        new KafkaContainer("apache/kafka:4.2.0")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_LOG_RETENTION_MS", "-1")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", largest)
            .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", largest);
    start(container, port, 9092);
    return new KafkaService() {
      @Override
      public String bootstrapServers() {
        return container.getHost() + ":" + port;
      }

      @Override
      public void stop() {
        halt(container);
      }

      @Override
      public void start() {
        resume(container);
        awaitAnswer(
            () -> {
              try (Admin admin =
                  Admin.create(
                      Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
                return !admin.describeCluster().nodes().get().isEmpty();
              }
            });
      }

      @Override
      public void close() {
        container.stop();
      }
    };
  }

  private static void start(GenericContainer<?> container, int hostPort, int containerPort) {
    container.setPortBindings(List.of(hostPort + ":" + containerPort));
    container.start();
  }

  private static void halt(GenericContainer<?> container) {
    container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
  }

  private static void resume(GenericContainer<?> container) {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
  }

  private static void awaitAnswer(Callable<Boolean> answers) {
    Awaitility.await().atMost(START_LIMIT).ignoreExceptions().until(answers);
  }
}
