package io.syncpulse.tool;

import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that writes events to Kafka. */
final class KafkaOptions {

  private static final String TOPIC = "sync-events";

  @Mixin private KafkaClientOptions client;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      defaultValue = TOPIC,
      description = "Topic, which must exist (default: " + TOPIC + ").")
  String topic;

  /** Where Kafka is. */
  String servers() {
    return client.servers;
  }

  /**
   * The settings of Kafka's clients.
   *
   * @throws ToolException if the file that they are in cannot be read
   */
  Properties clients() {
    return client.clients();
  }
}
