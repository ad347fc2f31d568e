package io.syncpulse;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.format.JsonByteArray;
import io.syncpulse.demo.Topics;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * Debezium as it runs beside Airweave: it reads the tables of Airweave out of the log of their
 * Postgres, and publishes each change to the table's topic, in the bytes that Kafka Connect would.
 */
final class ChangeCapture implements AutoCloseable {

  /** What the records look like, by the settings of Debezium and of its JSON converter. */
  enum Shape {
    ENVELOPE_WITH_SCHEMA("adaptive", ChronoUnit.MICROS, Map.of()),
    ENVELOPE("connect", ChronoUnit.MILLIS, Map.of("converter.schemas.enable", "false")),
    FLAT(
        "isostring",
        ChronoUnit.MICROS,
        Map.of(
            "converter.schemas.enable", "false",
            "transforms", "flat",
            "transforms.flat.type", "io.debezium.transforms.ExtractNewRecordState",
            "transforms.flat.delete.tombstone.handling.mode", "rewrite-with-tombstone",
            "transforms.flat.add.fields", "op,lsn,source.ts_ms"));

    private final String times;
    private final ChronoUnit precision;
    private final Map<String, String> settings;

    Shape(String times, ChronoUnit precision, Map<String, String> settings) {
      this.times = times;
      this.precision = precision;
      this.settings = settings;
    }

    /** What is left of a time. */
    ChronoUnit precision() {
      return precision;
    }
  }

  private final String prefix;
  private final KafkaProducer<byte[], byte[]> producer;
  private final DebeziumEngine<ChangeEvent<byte[], byte[]>> engine;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  /** Begins with a snapshot of the rows that are there. */
  ChangeCapture(PostgresService source, KafkaService kafka, Shape shape, int partitions) {
    this(source, kafka, settings(source, shape), partitions);
  }

  /** The same, set up as a connector of Kafka Connect. */
  ChangeCapture(
      PostgresService source, KafkaService kafka, Map<String, String> connector, int partitions) {
    prefix = connector.get("topic.prefix");
    Topics.create(kafka.bootstrapServers(), jobsTopic(), partitions);
    Topics.create(kafka.bootstrapServers(), connectionsTopic(), partitions);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    engine =
        DebeziumEngine.create(JsonByteArray.class)
            .using(engine(source, connector))
            .notifying(this::publish)
            .build();
    thread.execute(engine);
  }

  String jobsTopic() {
    return prefix + ".public.sync_job";
  }

  String connectionsTopic() {
    return prefix + ".public.source_connection";
  }

  private static Map<String, String> settings(PostgresService source, Shape shape) {
    Map<String, String> settings = new HashMap<>(shape.settings);
    settings.putAll(
        Map.of(
            "connector.class",
            "io.debezium.connector.postgresql.PostgresConnector",
            "plugin.name",
            "pgoutput",
            "publication.autocreate.mode",
            "filtered",
            "table.include.list",
            "public.sync_job,public.source_connection",
            "topic.prefix",
            "airweave-" + UUID.randomUUID(),
            "time.precision.mode",
            shape.times,
            "database.user",
            source.user(),
            "database.password",
            source.password()));
    return settings;
  }

  /** What only whoever runs the engine can say. */
  private static Properties engine(PostgresService source, Map<String, String> connector) {
    URI address = URI.create(source.jdbcUrl().substring("jdbc:".length()));
    Properties settings = new Properties();
    settings.putAll(connector);
    settings.putAll(
        Map.of(
            "name",
            "airweave",
            "database.hostname",
            address.getHost(),
            "database.port",
            "" + address.getPort(),
            "database.dbname",
            address.getPath().substring(1),
            "poll.interval.ms",
            "10",
            "offset.storage",
            MemoryOffsetBackingStore.class.getName()));
    return settings;
  }

  private void publish(
      List<ChangeEvent<byte[], byte[]>> changes,
      RecordCommitter<ChangeEvent<byte[], byte[]>> committer)
      throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ChangeEvent<byte[], byte[]> change : changes) {
      sent.add(
          producer.send(new ProducerRecord<>(change.destination(), change.key(), change.value())));
    }
    for (Future<RecordMetadata> one : sent) {
      awaitAcknowledged(one);
    }
    for (ChangeEvent<byte[], byte[]> change : changes) {
      committer.markProcessed(change);
    }
    committer.markBatchFinished();
  }

  private static void awaitAcknowledged(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not take a change", e);
    }
  }

  @Override
  public void close() throws Exception {
    engine.close();
    thread.shutdown();
    thread.awaitTermination(30, TimeUnit.SECONDS);
    producer.close();
  }
}
