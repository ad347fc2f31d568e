package io.syncpulse.receive;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failure of Kafka means for a webhook, and what to do about it. */
final class KafkaFailure {

  private KafkaFailure() {}

  /** Tells the failure in one line. */
  static RefusedException refusal(Throwable failure, String topic) {
    Throwable cause = innermost(failure);
    if (cause instanceof RecordTooLargeException) {
      return new RefusedException(
          Refusal.TOO_LARGE,
          "Kafka's topic " + topic + " takes no event as large: raise its max.message.bytes.");
    }
    if (cause instanceof BufferExhaustedException) {
      return new RefusedException(Refusal.BUSY, "Kafka takes events more slowly than they come.");
    }
    return new RefusedException(Refusal.NOT_STORED, detail(cause, topic));
  }

  private static String detail(Throwable cause, String topic) {
    if (cause instanceof UnknownTopicOrPartitionException
        || cause instanceof InvalidTopicException) {
      return "Kafka has no topic " + topic + ": create it, or correct --topic.";
    }
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      return "Kafka does not let this server write to topic "
          + topic
          + ": check --kafka-properties and the topic's rights.";
    }
    if (cause instanceof TimeoutException) {
      return "Kafka cannot be reached, or did not take the event in time.";
    }
    return "Kafka failed with " + cause.getClass().getSimpleName() + ".";
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() instanceof KafkaException deeper) {
      cause = deeper;
    }
    return cause;
  }
}
