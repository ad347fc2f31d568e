package io.syncpulse.tool;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka topic of events, for writing. Checks every delivery. */
final class EventTopic implements AutoCloseable {

  /** How long Kafka may take to answer at all. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int LARGEST_REQUEST = 4 << 20;

  private final String servers;
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private EventTopic(String servers, String topic, KafkaProducer<byte[], byte[]> producer) {
    this.servers = servers;
    this.topic = topic;
    this.producer = producer;
  }

  /**
   * Opens a topic that exists.
   *
   * @param clients settings of Kafka's clients, {@code bootstrap.servers} among them
   * @throws ToolException if Kafka does not answer within 10 s, or has no such topic
   */
  static EventTopic open(Properties clients, String topic) {
    String servers = clients.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    try {
      requireTopic(clients, servers, topic);
      return new EventTopic(servers, topic, new KafkaProducer<>(producing(clients)));
    } catch (KafkaException failure) {
      throw KafkaFailure.explain(servers, topic, failure);
    }
  }

  /**
   * Sends one event; blocks while Kafka is slower than the caller.
   *
   * @param key null for none
   * @throws ToolException if this or an earlier event could not be delivered
   */
  void send(byte[] key, byte[] value) {
    requireDelivered();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, key, value),
              (metadata, failed) -> {
                if (failed == null) {
                  delivered.incrementAndGet();
                } else {
                  failure.compareAndSet(null, failed);
                }
              });
    } catch (KafkaException refused) {
      throw KafkaFailure.explain(servers, topic, refused);
    }
  }

  /**
   * Waits until everything sent is delivered.
   *
   * @throws ToolException if something could not be
   */
  void flush() {
    producer.flush();
    requireDelivered();
  }

  /** How many events Kafka has acknowledged so far. */
  long delivered() {
    return delivered.get();
  }

  /** Drops what is not delivered: after {@link #flush} that is nothing. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  private void requireDelivered() {
    Exception failed = failure.get();
    if (failed != null) {
      throw KafkaFailure.explain(servers, topic, failed);
    }
  }

  private static void requireTopic(Properties clients, String servers, String topic) {
    int millis = (int) PATIENCE.toMillis();
    Properties settings = new Properties();
    settings.putAll(clients);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    Admin admin = Admin.create(settings);
    try {
      var unused = admin.describeTopics(List.of(topic)).allTopicNames().get();
    } catch (ExecutionException failure) {
      throw KafkaFailure.explain(servers, topic, failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted while asking Kafka at " + servers, stopped);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /** How events are produced: acknowledged by all, in large batches. */
  static Properties producing(Properties clients) {
    Properties settings = new Properties();
    settings.putAll(clients);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 17);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    // A broker that restarts in the middle is waited for as long as deliveries are retried.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 120_000);
    return settings;
  }
}
