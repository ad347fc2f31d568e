package io.syncpulse.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at the topics before the job starts, because what is wrong with them would otherwise show
 * later as a job that restarts for ever: a missing topic, or a dead-letter topic that refuses the
 * largest records of a topic that is read.
 */
public final class EventTopics implements AutoCloseable {

  private static final int ANSWER_WITHIN_MS = 15_000;

  /** What a dead letter's headers may add to the record. */
  public static final int HEADER_ROOM = 16 * 1024;

  private final Admin admin;
  private final String brokers;

  /**
   * @param client how to reach Kafka, {@code bootstrap.servers} among it
   */
  public EventTopics(Properties client) {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS / 3);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    this.admin = Admin.create(properties);
    this.brokers = client.getProperty("bootstrap.servers");
  }

  /**
   * How many partitions that topic has which has the most of those that one source reads: of so
   * many readers each has one, wherever the source lets the partitions of the others begin.
   *
   * @throws IllegalStateException if a topic does not exist or Kafka does not answer
   */
  public int partitions(List<String> topics) {
    return topics.stream().mapToInt(this::partitions).max().orElseThrow();
  }

  private int partitions(String topic) {
    return answer(admin.describeTopics(List.of(topic)).allTopicNames(), topic)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Kafka topic %s does not exist at %s: create it, or change the setting that names it"
                        .formatted(topic, brokers)))
        .get(topic)
        .partitions()
        .size();
  }

  /**
   * Makes sure that every record of the topics that are read fits into the dead-letter topic, which
   * is created if it is missing.
   *
   * @return the largest record that it takes, in bytes
   * @throws IllegalStateException if it is there but too small, or Kafka does not answer
   */
  public int prepareDeadLetters(String deadLetters, List<String> read) {
    int needed = read.stream().mapToInt(this::largestDeadLetter).max().orElseThrow();
    Optional<Integer> largest = largestRecord(deadLetters);
    if (largest.isEmpty()) {
      create(deadLetters, needed);
      return needed;
    }
    if (largest.get() < needed) {
      throw new IllegalStateException(
          "Kafka topic %s takes records of %s bytes, but dead letters of %s can have %s: set its max.message.bytes to %s or more"
              .formatted(deadLetters, largest.get(), String.join(", ", read), needed, needed));
    }
    return largest.get();
  }

  private int largestDeadLetter(String topic) {
    // Some leave the limit open with the largest integer there is.
    int largestRecord = largestRecord(topic).orElseThrow();
    return Math.min(largestRecord, Integer.MAX_VALUE - HEADER_ROOM) + HEADER_ROOM;
  }

  private void create(String topic, int largestRecord) {
    NewTopic wanted =
        new NewTopic(topic, Optional.of(1), Optional.empty())
            .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + largestRecord));
    try {
      answer(admin.createTopics(List.of(wanted)).all(), topic);
    } catch (TopicExistsException e) {
      // Another start of the job was faster.
    }
  }

  private Optional<Integer> largestRecord(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return answer(admin.describeConfigs(List.of(resource)).all(), topic)
        .map(all -> all.get(resource).get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())
        .map(Integer::valueOf);
  }

  /** Empty when there is no such topic. */
  private <T> Optional<T> answer(KafkaFuture<T> future, String topic) {
    try {
      return Optional.ofNullable(future.get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      if (e.getCause() instanceof TopicExistsException exists) {
        throw exists;
      }
      throw unreachable(topic, e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(topic, e);
    }
  }

  private IllegalStateException unreachable(String topic, Throwable cause) {
    return new IllegalStateException(
        "Kafka at %s does not answer for topic %s (%s): check kafka.bootstrap-servers and that the brokers are up"
            .formatted(brokers, topic, cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    admin.close();
  }
}
