package io.syncpulse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncpulse.demo.EmbeddedKafka;
import io.syncpulse.demo.Ports;
import io.syncpulse.demo.Topics;
import io.syncpulse.event.EventTimeStrategy;
import io.syncpulse.event.ParseEvents;
import io.syncpulse.event.ParsedRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Events per second of the whole job without Postgres, against two ceilings measured in the same
 * run: a job that reads the same topic and discards it, and one that only parses the same JSON with
 * Jackson's databind. Start-up of each job is included. Arguments: events (default 2,000,000), runs
 * (default 5).
 */
final class FoldBenchmark {

  private static final String TOPIC = "bench";
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;
  private static final int CONNECTIONS = 1_000;
  private static final List<String> STEPS =
      List.of("pending", "running", "batch 0", "batch 1", "batch 2", "completed");

  private final String brokers;

  private FoldBenchmark(String brokers) {
    this.brokers = brokers;
  }

  public static void main(String[] arguments) throws Exception {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free())) {
      Topics.create(kafka.bootstrapServers(), TOPIC, PARTITIONS);
      FoldBenchmark bench = new FoldBenchmark(kafka.bootstrapServers());
      bench.publish(events);
      bench.compare(events, runs);
    }
  }

  private void compare(int events, int runs) throws Exception {
    Map<String, Consumer<StreamExecutionEnvironment>> jobs =
        Map.of(
            "1 read and discard", this::discard,
            "2 parse with databind", this::databind,
            "3 syncpulse, fold", this::syncpulse);
    List<String> names = jobs.keySet().stream().sorted().toList();
    for (int run = 0; run <= runs; run++) {
      List<Double> rates = new ArrayList<>();
      for (String name : names) {
        rates.add(events / seconds(jobs.get(name)));
      }
      // The first run warms up.
      if (run > 0) {
        System.out.printf(
            Locale.ROOT,
            "run %d: discard %,.0f/s  databind %,.0f/s  fold %,.0f/s  fold/discard %.2f  fold/databind %.2f%n",
            run,
            rates.get(0),
            rates.get(1),
            rates.get(2),
            rates.get(2) / rates.get(0),
            rates.get(2) / rates.get(1));
      }
    }
  }

  private static double seconds(Consumer<StreamExecutionEnvironment> job) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, new Configuration());
    job.accept(env);
    long start = System.nanoTime();
    env.execute();
    return (System.nanoTime() - start) / 1e9;
  }

  private void discard(StreamExecutionEnvironment env) {
    env.fromSource(
            FoldBenchmark.<byte[]>source(brokers).setValueOnlyDeserializer(new Bytes()).build(),
            WatermarkStrategy.noWatermarks(),
            "read")
        .sinkTo(new DiscardingSink<>());
  }

  private void databind(StreamExecutionEnvironment env) {
    env.getConfig().enableObjectReuse();
    env.fromSource(
            FoldBenchmark.<Integer>source(brokers).setValueOnlyDeserializer(new Tree()).build(),
            WatermarkStrategy.noWatermarks(),
            "read")
        .sinkTo(new DiscardingSink<>());
  }

  private void syncpulse(StreamExecutionEnvironment env) {
    JobSettings settings = JobSettings.of(Map.of("mode", "bounded", "checkpoint.interval", "10 s"));
    env.configure(FlinkDefaults.of(env.getConfiguration(), settings));
    SyncPulseTopology.build(
        env,
        new SyncPulseTopology.SourcesAndSinks(
            FoldBenchmark.<ParsedRecord>source(brokers)
                .setDeserializer(new ParseEvents(Clock.systemUTC()))
                .build(),
            new EventTimeStrategy(settings.eventTimeBounds(), Clock.systemUTC()),
            PARTITIONS,
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>()),
        settings);
  }

  private static <T> KafkaSourceBuilder<T> source(String brokers) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(brokers)
        .setTopics(TOPIC)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.latest());
  }

  private void publish(int events) {
    Map<String, Object> client = Map.of("bootstrap.servers", brokers, "linger.ms", 50);
    Instant start = Instant.parse("2025-01-01T00:00:00Z");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < events; i++) {
        // A thousand jobs at a time, one a connection, each a step further on.
        int round = i / CONNECTIONS / STEPS.size();
        int step = i / CONNECTIONS % STEPS.size();
        int connection = i % CONNECTIONS;
        String id = new UUID(7, connection).toString();
        String json =
            event(
                STEPS.get(step),
                start.plusSeconds(600L * round + 60L * step).plusMillis(connection),
                id,
                new UUID(round, connection).toString(),
                new UUID(8, connection % 50).toString());
        var unused = producer.send(new ProducerRecord<>(TOPIC, id, json.getBytes(UTF_8)));
      }
    }
  }

  private static String event(
      String step, Instant at, String connection, String job, String organization) {
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
          + ",\"inserted\":120,\"updated\":14,\"deleted\":1,\"kept\":300,\"type_breakdown\":{\"page\":{\"inserted\":120,\"updated\":14,\"deleted\":1,\"kept\":300}},\"batch_seq\":"
          + step.substring(6)
          + ",\"batch_duration_ms\":812.5,\"billable\":true}";
    }
    return "{\"event_type\":\"sync."
        + step
        + "\","
        + common
        + ",\"collection_name\":\"Docs\",\"collection_readable_id\":\"docs-1\",\"entities_inserted\":0,\"entities_updated\":0,\"entities_deleted\":0,\"entities_skipped\":0,\"chunks_written\":0,\"error\":null}";
  }

  private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] deserialize(byte[] message) {
      return message;
    }
  }

  /** The whole tree, of which only the size goes on: what Flink's users write first. */
  private static final class Tree extends AbstractDeserializationSchema<Integer> {
    private static final long serialVersionUID = 1L;
    private transient ObjectMapper mapper;

    @Override
    public void open(InitializationContext context) {
      mapper = new ObjectMapper();
    }

    @Override
    public Integer deserialize(byte[] message) throws IOException {
      JsonNode tree = mapper.readTree(message);
      return tree.size();
    }
  }
}
