package io.syncpulse;

import io.syncpulse.demo.Topics;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import io.syncpulse.tool.Migrations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One job of the tests: topics of its own, a database with the schema, and ways to run it. */
final class TestJob {

  private static final int PARTITIONS = 4;
  private static final List<String> COUNTERS =
      List.of("records_read", "passed_over", "dead_lettered", "folded", "late");

  private final KafkaService kafka;
  private final String topic;
  private final Map<String, Integer> partitions = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private int parallelism = 3;

  TestJob(KafkaService kafka, PostgresService postgres, String name) {
    this(kafka, postgres, name, PARTITIONS);
  }

  TestJob(KafkaService kafka, PostgresService postgres, String name, int partitions) {
    this.kafka = kafka;
    this.topic = name + "-" + UUID.randomUUID();
    create(topic, partitions);
    Migrations.migrate(postgres.jdbcUrl(), postgres.user(), postgres.password());
    settings.put("kafka.bootstrap-servers", kafka.bootstrapServers());
    settings.put("kafka.group-id", topic);
    settings.put("topic", topic);
    settings.put("dead-letter-topic", deadLetterTopic());
    settings.put("jdbc.url", postgres.jdbcUrl());
    settings.put("jdbc.user", postgres.user());
    settings.put("jdbc.password", postgres.password());
    settings.put("checkpoint.interval", "500 ms");
    settings.put("kafka.properties.max.poll.records", "50");
  }

  TestJob with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Lets the job read rows, from topics of their own. */
  TestJob withRows() {
    create(jobsTopic(), 2);
    create(connectionsTopic(), 1);
    return with("rows.jobs-topic", jobsTopic()).with("rows.connections-topic", connectionsTopic());
  }

  /** Lets it read none again; the topics stay. */
  TestJob withoutRows() {
    return with("rows.jobs-topic", "").with("rows.connections-topic", "");
  }

  TestJob withParallelism(int number) {
    parallelism = number;
    return this;
  }

  /** The topic that it reads. */
  String topic() {
    return topic;
  }

  /** Lets the event topic take larger records than it does by default. */
  void allowRecordsOf(int bytes) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp larger =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + bytes),
            AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(larger))).all().get();
    }
  }

  /** Gives the job one more topic, and publishes what a backfill would. */
  void publishBackfill(List<Workload.Line> lines) throws Exception {
    String backfill = topic + "-backfill";
    if (!settings.containsKey("backfill.topic")) {
      create(backfill, 2);
      settings.put("backfill.topic", backfill);
    }
    publish(backfill, lines);
  }

  void publish(List<Workload.Line> lines) throws Exception {
    publish(topic, lines);
  }

  void publishJobs(List<Workload.Line> rows) throws Exception {
    publish(jobsTopic(), rows);
  }

  void publishConnections(List<Workload.Line> rows) throws Exception {
    publish(connectionsTopic(), rows);
  }

  private void publish(String to, List<Workload.Line> lines) throws Exception {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            // A topic that was just made may refuse the first batch and take the one behind it.
            "max.in.flight.requests.per.connection",
            1,
            "max.request.size",
            64 << 20,
            "buffer.memory",
            64 << 20);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Workload.Line line : lines) {
        sent.add(producer.send(new ProducerRecord<>(to, line.connection(), line.json())));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  /** Reads to the topic's present end and ends; gives what the job counted. */
  Map<String, Long> runBounded() throws Exception {
    settings.put("mode", "bounded");
    try (TestCluster cluster = new TestCluster(2)) {
      JobClient client = start(cluster);
      client.getJobExecutionResult().get(5, TimeUnit.MINUTES);
      Map<String, Long> counted = new HashMap<>();
      COUNTERS.forEach(name -> counted.put(name, cluster.counted(client.getJobID(), name)));
      return counted;
    }
  }

  JobClient start(TestCluster cluster) throws Exception {
    return start(cluster.environment(parallelism));
  }

  /** The same, from a savepoint and with another parallelism. */
  JobClient restart(TestCluster cluster, String savepoint, int otherParallelism) throws Exception {
    return restart(cluster, savepoint, otherParallelism, false);
  }

  /**
   * The same.
   *
   * @param mayForget whether the savepoint may hold state of operators that the job has no more
   */
  JobClient restart(TestCluster cluster, String savepoint, int otherParallelism, boolean mayForget)
      throws Exception {
    StreamExecutionEnvironment env = cluster.environment(otherParallelism);
    env.configure(
        new Configuration()
            .set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint)
            .set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, mayForget));
    return start(env);
  }

  private JobClient start(StreamExecutionEnvironment env) throws Exception {
    SyncPulseJob.build(env, JobSettings.of(settings));
    return env.executeAsync("test");
  }

  /** How many records the last checkpoint holds. */
  long committed() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin
          .listConsumerGroupOffsets(topic)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  /** Whether a checkpoint holds all that the topics have now. */
  boolean hasReadAll() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      partitions.forEach(
          (name, count) -> {
            for (int i = 0; i < count; i++) {
              latest.put(new TopicPartition(name, i), OffsetSpec.latest());
            }
          });
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata().get();
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .allMatch(
              end -> {
                OffsetAndMetadata read = committed.get(end.getKey());
                return end.getValue().offset() == (read == null ? 0 : read.offset());
              });
    }
  }

  /** All dead letters there are now. */
  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
    TopicPartition partition = new TopicPartition(deadLetterTopic(), 0);
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(letters::add);
      }
    }
    return letters;
  }

  /** Why a record is a dead letter. */
  static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader("reason").value(), StandardCharsets.UTF_8);
  }

  private void create(String name, int count) {
    Topics.create(kafka.bootstrapServers(), name, count);
    partitions.put(name, count);
  }

  private String jobsTopic() {
    return topic + ".sync_job";
  }

  private String connectionsTopic() {
    return topic + ".source_connection";
  }

  private String deadLetterTopic() {
    return topic + "-dead";
  }
}
