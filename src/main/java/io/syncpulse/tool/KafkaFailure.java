package io.syncpulse.tool;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The words for what can be wrong with Kafka and its topics. */
final class KafkaFailure {

  private KafkaFailure() {}

  /** What a failure of Kafka means to the user. */
  static ToolException explain(String servers, String topic, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() instanceof KafkaException deeper) {
      cause = deeper;
    }
    String line;
    if (cause instanceof ConfigException) {
      line =
          "Kafka's settings are wrong: --kafka-bootstrap-servers (SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS)"
              + " looks like localhost:9092,host2:9092, all others are in --kafka-properties: "
              + cause.getMessage();
    } else if (cause instanceof UnknownTopicOrPartitionException) {
      line =
          "Kafka at %s has no topic '%s': create it, or correct --topic (SYNCPULSE_TOPIC)"
              .formatted(servers, topic);
    } else if (cause instanceof InvalidTopicException) {
      line = "'%s' cannot be the name of a topic: correct --topic".formatted(topic);
    } else if (cause instanceof RecordTooLargeException) {
      line =
          "Kafka refused an event as too large: raise max.message.bytes of topic '%s'"
              .formatted(topic);
    } else if (cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException) {
      line =
          "another backfill writes to topic '%s' now, so this one has stopped: run it again when that is done"
              .formatted(topic);
    } else if (cause instanceof TimeoutException) {
      line =
          "cannot reach Kafka at %s: is it running? Check --kafka-bootstrap-servers"
                  .formatted(servers)
              + " (SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS)";
    } else {
      line = "Kafka at %s, topic '%s': %s".formatted(servers, topic, cause.getMessage());
    }
    return new ToolException(line, failure);
  }
}
