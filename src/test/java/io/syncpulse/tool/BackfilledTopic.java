package io.syncpulse.tool;

import io.syncpulse.event.EventParser;
import io.syncpulse.event.Observation;
import io.syncpulse.event.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a topic of a backfill holds, as the job would read it. */
record BackfilledTopic(String servers, String topic) {

  /** Everything that was committed, in the order of each partition; keys are checked. */
  List<Observation> rows() {
    EventParser parser = new EventParser();
    List<Observation> rows = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records("read_committed")) {
      Parsed parsed = parser.parse(record.value(), System.currentTimeMillis() * 1000);
      if (!(parsed instanceof Parsed.Observed observed)) {
        throw new AssertionError(
            "the job could not use " + new String(record.value(), StandardCharsets.UTF_8));
      }
      if (!record.key().equals(observed.observation().connection().toString())) {
        throw new AssertionError("keyed by " + record.key());
      }
      rows.add(observed.observation());
    }
    return rows;
  }

  List<Observation> jobs() {
    return rows().stream().filter(row -> row.job() != null).toList();
  }

  List<Observation> connections() {
    return rows().stream().filter(row -> row.job() == null).toList();
  }

  /** How many rows there are, those of unfinished steps included. */
  int written() {
    return records("read_uncommitted").size();
  }

  /** The sum of the partitions' ends: grows with every batch that arrives. */
  long end() {
    try (KafkaConsumer<String, byte[]> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(partitions(consumer)).values().stream().mapToLong(n -> n).sum();
    }
  }

  private List<ConsumerRecord<String, byte[]>> records(String isolation) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer(isolation)) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(500)).forEach(records::add);
      }
    }
    return records;
  }

  private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
    return consumer.listTopics().getOrDefault(topic, List.of()).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private KafkaConsumer<String, byte[]> consumer(String isolation) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "isolation.level", isolation);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
