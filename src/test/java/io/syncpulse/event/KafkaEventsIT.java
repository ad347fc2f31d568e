package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.services.KafkaService;
import io.syncpulse.services.Services;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Source, parser, event time and dead letters on a real broker and a real Flink. */
@Timeout(120)
class KafkaEventsIT {

  private static final int PARTITIONS = 4;

  private final KafkaService kafka = Services.kafka();
  private final String topic = "events-" + UUID.randomUUID();
  private final String deadTopic = topic + "-dead";

  @Test
  void everyRecordIsObservedPassedOverOrADeadLetter() throws Exception {
    kafka.createTopic(topic, PARTITIONS);
    kafka.createTopic(deadTopic, 1);
    byte[] broken = {'{', 0, (byte) 0xFF};
    send(0, EventJson.bytes(EventJson.batch()));
    send(1, EventJson.bytes(EventJson.status("search.completed")));
    send(2, broken);
    send(2, EventJson.bytes(EventJson.status("sync.failed")));
    send(3, null);

    StreamExecutionEnvironment env = environment();
    SingleOutputStreamOperator<Observation> observations =
        observations(
            env,
            source().setBounded(OffsetsInitializer.latest()),
            TestTimes.BOUNDS.forBoundedSource());
    observations
        .getSideOutput(SplitRecords.DEAD_LETTERS)
        .sinkTo(
            KafkaSink.<DeadLetter>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setRecordSerializer(new DeadLetterSerializer(deadTopic, 1_000_000))
                .build());
    List<JobStatus> statuses = new ArrayList<>();
    try (CloseableIterator<Observation> results = observations.executeAndCollect()) {
      results.forEachRemaining(observation -> statuses.add(observation.status()));
    }

    assertThat(statuses).containsExactlyInAnyOrder(null, JobStatus.FAILED);
    List<ConsumerRecord<byte[], byte[]>> dead = deadLetters(2);
    assertThat(dead)
        .extracting(record -> header(record, "reason"))
        .containsExactlyInAnyOrder("not_json", "empty");
    ConsumerRecord<byte[], byte[]> letter =
        dead.stream().filter(record -> record.value() != null).findFirst().orElseThrow();
    assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo(broken);
    assertThat(header(letter, "source-topic")).isEqualTo(topic);
    assertThat(header(letter, "source-partition")).isEqualTo("2");
    assertThat(header(letter, "source-offset")).isEqualTo("0");
  }

  @Test
  void eventTimePassesTheLastEventOfATopicThatFellSilentWhileLive() throws Exception {
    kafka.createTopic(topic, PARTITIONS);
    Map<String, Object> event = EventJson.batch();
    event.put("timestamp", Instant.now().toString());
    send(1, EventJson.bytes(event));

    Duration second = Duration.ofSeconds(1);
    EventTimeBounds bounds = new EventTimeBounds(second, second, Duration.ofMinutes(5));
    try (CloseableIterator<String> fired =
        observations(environment(), source(), bounds)
            .keyBy(Observation::connection)
            .process(new OneSecondLater())
            .executeAndCollect()) {
      assertThat(fired.next()).isEqualTo("a second has passed");
    }
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(2);
    return env;
  }

  private KafkaSourceBuilder<ParsedRecord> source() {
    return KafkaSource.<ParsedRecord>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setTopics(topic)
        // Not earliest(): the connector lower-cases the enum's name in the default locale, and
        // Kafka
        // refuses what comes of it in Turkish.
        .setStartingOffsets(OffsetsInitializer.timestamp(0))
        .setDeserializer(new ParseEvents(Clock.systemUTC()));
  }

  private static SingleOutputStreamOperator<Observation> observations(
      StreamExecutionEnvironment env,
      KafkaSourceBuilder<ParsedRecord> source,
      EventTimeBounds bounds) {
    return env.fromSource(
            source.build(), new EventTimeStrategy(bounds, Clock.systemUTC()), "events")
        .process(new SplitRecords());
  }

  private void send(int partition, byte[] payload) throws Exception {
    Map<String, Object> config =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, partition, "key".getBytes(UTF_8), payload)).get();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
    Properties config = new Properties();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(deadTopic, 0)));
      while (records.size() < count) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    }
    return records;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  /** Fires when event time is a second past an observation. */
  private static final class OneSecondLater extends KeyedProcessFunction<Id, Observation, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Observation observation, Context context, Collector<String> out) {
      context.timerService().registerEventTimeTimer(context.timestamp() + 1000);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
      out.collect("a second has passed");
    }
  }
}
