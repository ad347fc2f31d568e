package io.syncpulse.tool;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** The options of every command that speaks to Kafka. */
final class KafkaClientOptions {

  private static final String SERVERS = "localhost:9092";

  @Option(
      names = "--kafka-bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = SERVERS,
      description = "Kafka (default: " + SERVERS + ").")
  String servers;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description =
          "More settings of Kafka's clients, such as security.protocol (default: none). In a file,"
              + " because other users of this machine can read a command line.")
  private Path properties;

  /**
   * The settings of Kafka's clients.
   *
   * @throws ToolException if the file cannot be read
   */
  Properties clients() {
    Properties clients = new Properties();
    if (properties != null) {
      try (Reader file = Files.newBufferedReader(properties, StandardCharsets.UTF_8)) {
        clients.load(file);
      } catch (IOException | IllegalArgumentException unreadable) {
        throw new ToolException(
            "cannot read "
                + properties
                + ": is it a file of lines such as security.protocol=SASL_SSL?"
                + " (--kafka-properties, SYNCPULSE_KAFKA_PROPERTIES)",
            unreadable);
      }
    }
    clients.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    return clients;
  }
}
