package io.syncpulse.services;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real servers for tests. The system property {@code services} says where they come from: {@code
 * containers} (Testcontainers), {@code embedded} (no Docker needed) or {@code auto}, which takes
 * containers where a Docker engine answers.
 *
 * <p>One Postgres and one Kafka are shared by all tests of a JVM; a test that stops a server asks
 * for one of its own. Whatever is still open when the JVM ends is closed then.
 */
public final class Services {

  private static final Logger LOG = LoggerFactory.getLogger(Services.class);

  private static final Servers SERVERS = choose(System.getProperty("services", "auto"));
  private static final Set<AutoCloseable> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Services::closeAll, "services-close"));
  }

  private Services() {}

  /** An empty database on the shared server. */
  public static PostgresService postgres() {
    return Database.onShared(SharedPostgres.SERVER);
  }

  /** An empty database on a server of its own, which may be stopped and started. */
  public static PostgresService ownPostgres() {
    return Database.onOwn(kept(SERVERS.postgres()));
  }

  /** The shared broker. */
  public static KafkaService kafka() {
    return SharedKafkaBroker.BROKER;
  }

  /** A broker of its own, which may be stopped and started. */
  public static KafkaService ownKafka() {
    return kept(SERVERS.kafka());
  }

  private static Servers choose(String services) {
    boolean containers =
        switch (services) {
          case "containers" -> true;
          case "embedded" -> false;
          case "auto" -> ContainerServers.available();
          default ->
              throw new IllegalArgumentException(
                  "services is containers, embedded or auto, not '" + services + "'");
        };
    LOG.info("Postgres and Kafka are {}", containers ? "containers" : "embedded");
    return containers ? new ContainerServers() : new EmbeddedServers();
  }

  private static <T extends AutoCloseable> T kept(T server) {
    OPEN.add(server);
    return server;
  }

  /** Not started before a test asks. */
  private static final class SharedPostgres {
    static final PostgresServer SERVER = kept(SERVERS.postgres());
  }

  /** Not started before a test asks. */
  private static final class SharedKafkaBroker {
    static final KafkaService BROKER = new SharedKafka(kept(SERVERS.kafka()));
  }

  private static void closeAll() {
    OPEN.forEach(
        server -> {
          try {
            server.close();
          } catch (Exception e) {
            LOG.warn("A server of the tests does not close", e);
          }
        });
  }
}
