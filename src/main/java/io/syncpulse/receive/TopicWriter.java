package io.syncpulse.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.syncpulse.event.Id;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes events to the topic, and says of each when Kafka has it for good.
 *
 * <p>Never blocks: what Kafka cannot take at once, into a bounded buffer, is refused. So a request
 * needs no thread while it waits, and Kafka's batches are made of whatever comes meanwhile.
 */
final class TopicWriter implements AutoCloseable {

  /** Names the message in Svix, for whoever looks for it in Kafka. */
  static final String MESSAGE_ID = "webhook-id";

  /** From the sending to the answer at most; Svix waits 15 seconds for that, the body included. */
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(8);

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** Longer than any silence of the platform, for to find the topic anew refuses an event. */
  private static final Duration TOPIC_KNOWN_FOR = Duration.ofDays(365);

  private static final int LARGEST_REQUEST_BYTES = 2 << 20;
  private static final int BUFFER_BYTES = 32 << 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;

  private TopicWriter(KafkaProducer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Prepares to write; Kafka may come later.
   *
   * @throws KafkaException if the settings are wrong
   */
  static TopicWriter open(ReceiverSettings settings) {
    Properties kafka = settings.kafka();
    kafka.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    kafka.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    kafka.put(ProducerConfig.ACKS_CONFIG, "all");
    kafka.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    kafka.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(ACKNOWLEDGED_WITHIN));
    kafka.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST_TIMEOUT));
    kafka.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    kafka.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, TOPIC_KNOWN_FOR.toMillis());
    kafka.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES);
    kafka.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    kafka.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    kafka.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 2);
    return new TopicWriter(new KafkaProducer<>(kafka), settings.topic());
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /**
   * Whether an event would not be refused because its topic has not been found yet. Asking makes
   * Kafka's client look for it.
   */
  boolean knowsTopic() {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (KafkaException notYet) {
      return false;
    }
  }

  /**
   * Writes one event. What was refused may still come to the topic later, for some seconds.
   *
   * @param connection the key; null for none
   * @return completes when all replicas in sync have it; fails with a {@link RefusedException}. On
   *     a thread of Kafka's client, which must not be held
   */
  CompletableFuture<Void> write(Id connection, byte[] event, String messageId) {
    byte[] key = connection == null ? null : connection.toString().getBytes(US_ASCII);
    List<Header> headers = List.of(new RecordHeader(MESSAGE_ID, messageId.getBytes(UTF_8)));
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, null, key, event, headers),
              (metadata, failure) -> {
                if (failure == null) {
                  acknowledged.complete(null);
                } else {
                  acknowledged.completeExceptionally(KafkaFailure.refusal(failure, topic));
                }
              });
    } catch (KafkaException refused) {
      acknowledged.completeExceptionally(KafkaFailure.refusal(refused, topic));
    }
    return acknowledged;
  }

  /** Waits, for a bounded time, until what was written is acknowledged. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
