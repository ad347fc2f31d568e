package io.syncpulse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.syncpulse.demo.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Events of about 500 bytes in a topic, six for each job. A thousand jobs run at a time, of as many
 * connections, each a step further on with every minute or so; every hour the next thousand begins.
 * No job is like another.
 *
 * @param brokers where the topic is
 * @param topic its name
 * @param events how many
 * @param connections how many have jobs, in turn; a multiple of 1,000
 */
record EventLoad(String brokers, String topic, int events, int connections) {

  static final int PARTITIONS = 4;

  private static final int AT_A_TIME = 1_000;
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Duration BETWEEN = Duration.ofHours(1);
  private static final List<String> STEPS =
      List.of("pending", "running", "batch 0", "batch 1", "batch 2", "completed");

  /** Creates the topic and fills it. */
  void publish() {
    Topics.create(brokers, topic, PARTITIONS);
    Map<String, Object> client = Map.of("bootstrap.servers", brokers, "linger.ms", 50);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < events; i++) {
        int round = i / AT_A_TIME / STEPS.size();
        int step = i / AT_A_TIME % STEPS.size();
        int job = i % AT_A_TIME;
        long connection = ((long) round * AT_A_TIME + job) % connections;
        String id = new UUID(7, connection).toString();
        int chance = new SplittableRandom(i).nextInt(60_000);
        String json =
            event(
                STEPS.get(step),
                START.plus(BETWEEN.multipliedBy(round)).plusSeconds(60L * step).plusMillis(chance),
                id,
                new UUID(round, job).toString(),
                new UUID(8, connection % 50).toString(),
                chance % 500);
        var unused = producer.send(new ProducerRecord<>(topic, id, json.getBytes(UTF_8)));
      }
    }
  }

  /** Reads the topic from its first event on, for ever. */
  <T> KafkaSourceBuilder<T> source() {
    return KafkaSource.<T>builder()
        .setBootstrapServers(brokers)
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.earliest());
  }

  /** Reads it to its last event. */
  <T> KafkaSourceBuilder<T> boundedSource() {
    return this.<T>source().setBounded(OffsetsInitializer.latest());
  }

  private static String event(
      String step, Instant at, String connection, String job, String organization, int inserted) {
    String common =
        String.format(
            Locale.ROOT,
            "\"timestamp\":\"%s\",\"organization_id\":\"%s\",\"sync_id\":\"%s\",\"sync_job_id\":\"%s\",\"collection_id\":\"%s\",\"source_connection_id\":\"%s\",\"source_type\":\"notion\"",
            at,
            organization,
            connection,
            job,
            organization,
            connection);
    if (step.startsWith("batch")) {
      return "{\"event_type\":\"entity.batch_processed\","
          + common
          + ",\"inserted\":"
          + inserted
          + ",\"updated\":14,\"deleted\":1,\"kept\":300,\"type_breakdown\":{\"page\":{\"inserted\":"
          + inserted
          + ",\"updated\":14,\"deleted\":1,\"kept\":300}},\"batch_seq\":"
          + step.substring(6)
          + ",\"batch_duration_ms\":812.5,\"billable\":true}";
    }
    return "{\"event_type\":\"sync."
        + step
        + "\","
        + common
        + ",\"collection_name\":\"Docs\",\"collection_readable_id\":\"docs-1\",\"entities_inserted\":0,\"entities_updated\":0,\"entities_deleted\":0,\"entities_skipped\":0,\"chunks_written\":0,\"error\":null}";
  }
}
