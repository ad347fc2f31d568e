package io.syncpulse.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker inside this JVM: one node, broker and controller at once, which listens on
 * 127.0.0.1 and keeps its data in a temporary directory until {@link #close()}. Whoever starts it
 * closes it, also when the JVM is told to end.
 */
public final class EmbeddedKafka implements AutoCloseable {

  /** Largest record that the broker takes, in bytes. */
  public static final int MAX_MESSAGE_BYTES = 4 << 20;

  private final int port;
  private final int controllerPort = Ports.free();
  private final Path directory;
  private KafkaRaftServer server;

  private EmbeddedKafka(int port, Path directory) {
    this.port = port;
    this.directory = directory;
  }

  /**
   * Starts an empty broker.
   *
   * @throws IOException when it does not start; nothing is left behind then
   */
  public static EmbeddedKafka start(int port) throws IOException {
    EmbeddedKafka kafka = new EmbeddedKafka(port, Files.createTempDirectory("syncpulse-kafka-"));
    try {
      kafka.format();
      kafka.start();
      return kafka;
    } catch (Throwable e) {
      kafka.close();
      throw e;
    }
  }

  private void format() throws IOException {
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(data())
          .setDirectories(List.of(data()))
          .run();
    } catch (Exception e) {
      throw new IOException("Kafka cannot format its directory " + data(), e);
    }
  }

  /** Starts the stopped broker again on its port, with its data; a running one stays as it is. */
  public synchronized void start() throws IOException {
    if (server != null) {
      return;
    }
    // Kafka reads its settings in upper case of the default locale, and in Turkish there is no
    // group type CLASSIC: the broker would not start.
    Locale locale = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    try {
      server = started();
    } finally {
      Locale.setDefault(locale);
    }
  }

  private KafkaRaftServer started() throws IOException {
    KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
    try {
      starting.startup();
      return starting;
    } catch (RuntimeException e) {
      starting.shutdown();
      throw new IOException("Kafka does not start on port " + port, e);
    }
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
        Map.entry("log.dirs", data()),
        Map.entry("auto.create.topics.enable", "false"),
        // Replayed events are older than any retention by time.
        Map.entry("log.retention.ms", "-1"),
        // A dead letter may be larger than the largest event that is accepted.
        Map.entry("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES)),
        Map.entry("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES)),
        // One node needs no copies, and little of what a cluster sets aside.
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("num.io.threads", "4"),
        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"));
  }

  /** Stops the broker and keeps its data. */
  public synchronized void stop() {
    if (server == null) {
      return;
    }
    server.shutdown();
    server.awaitShutdown();
    server = null;
  }

  /** Where clients find the broker: {@code 127.0.0.1} and the port, the same over restarts. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** Stops the broker and removes its data. */
  @Override
  public void close() throws IOException {
    stop();
    Utils.delete(directory.toFile());
  }
}
