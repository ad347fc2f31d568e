package io.syncpulse.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KafkaServiceIT {

  @Test
  void keepsItsRecordsAndItsAddressOverARestart() throws Exception {
    try (KafkaService kafka = Services.ownKafka()) {
      String address = kafka.bootstrapServers();
      kafka.createTopic("kept", 1);
      send(kafka, "kept", "before");

      kafka.stop();
      kafka.start();
      send(kafka, "kept", "after");

      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThat(read(kafka, "kept", 2)).containsExactly("before", "after");
    }
  }

  @Test
  void refusesToStopTheBrokerOfOthers() {
    assertThatThrownBy(Services.kafka()::stop)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Services.ownKafka()");
  }

  private static void send(KafkaService kafka, String topic, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static List<String> read(KafkaService kafka, String topic, int count) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(consumer.assignment());
      List<String> values = new ArrayList<>();
      Awaitility.await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
                return values.size() >= count;
              });
      return values;
    }
  }
}
