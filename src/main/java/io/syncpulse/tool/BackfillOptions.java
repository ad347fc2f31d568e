package io.syncpulse.tool;

import io.syncpulse.backfill.Watcher;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every backfill: where it goes to. */
final class BackfillOptions {

  private static final String TOPIC = "sync-backfill";

  @Mixin private KafkaClientOptions client;

  // SYNCPULSE_TOPIC is the topic of events: the past must not end up in it by accident.
  @Option(
      names = {"--topic", "--backfill-topic"},
      paramLabel = "NAME",
      defaultValue = TOPIC,
      description = "Topic, which is created if it is missing (default: " + TOPIC + ").")
  String topic;

  /**
   * Opens the topic.
   *
   * @param source where the rows come from
   * @throws ToolException if Kafka cannot be reached, or the topic is not fit
   */
  BackfillTopic open(String source, Watcher watcher) {
    return BackfillTopic.open(client.clients(), topic, source, watcher);
  }
}
