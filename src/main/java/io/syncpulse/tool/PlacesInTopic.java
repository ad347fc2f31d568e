package io.syncpulse.tool;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The places that committed rows of a topic are marked with, in two headers. */
record PlacesInTopic(Properties clients, String topic) {

  /** The header that names where a marked row comes from. */
  static final String SOURCE = "backfill-source";

  /** The header that holds its place there. */
  static final String PLACE = "backfill-place";

  private static final int FETCH = 4 << 20;

  /**
   * Reads the topic from its beginning to its present end.
   *
   * @throws ToolException if rows were removed from it: then nobody can tell what is there
   */
  void forEach(String source, Consumer<String> each) {
    byte[] wanted = source.getBytes(StandardCharsets.UTF_8);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consuming())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      requireWhole(consumer.beginningOffsets(partitions));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofSeconds(1))) {
          Header from = row.headers().lastHeader(SOURCE);
          if (from != null && Arrays.equals(from.value(), wanted)) {
            Header place = row.headers().lastHeader(PLACE);
            each.accept(new String(place.value(), StandardCharsets.UTF_8));
          }
        }
      }
    }
  }

  private void requireWhole(Map<TopicPartition, Long> begins) {
    if (begins.values().stream().anyMatch(begin -> begin > 0)) {
      throw new ToolException(
          "topic '%s' has lost its oldest records: name another --topic, or delete it first"
              .formatted(topic));
    }
  }

  private Properties consuming() {
    Properties settings = new Properties();
    settings.putAll(clients);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    return settings;
  }
}
