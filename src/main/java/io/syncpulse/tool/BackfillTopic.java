package io.syncpulse.tool;

import io.syncpulse.backfill.RowEvent;
import io.syncpulse.backfill.RowTopic;
import io.syncpulse.backfill.Watcher;
import io.syncpulse.event.EventParser;
import io.syncpulse.event.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The Kafka topic of a backfill. Rows are written in transactions, so that a reader of what is
 * committed finds a step with all of its rows and its place, or nothing of it. One run writes at a
 * time: who comes later stops the one before.
 */
final class BackfillTopic implements RowTopic, AutoCloseable {

  /** A reader of the database may stall that long before a step is given up. */
  private static final int STEP_WITHIN_MS = 300_000;

  private static final int BUFFER = 8 << 20;

  private final Properties clients;
  private final String servers;
  private final String topic;
  private final String source;
  private final Watcher watcher;
  private final KafkaProducer<byte[], byte[]> producer;
  private final EventParser parser = new EventParser();
  private final Clock clock = Clock.systemUTC();
  private boolean inStep;
  private long skipped;

  private BackfillTopic(
      Properties clients,
      String topic,
      String source,
      Watcher watcher,
      KafkaProducer<byte[], byte[]> producer) {
    this.clients = clients;
    this.servers = servers(clients);
    this.topic = topic;
    this.source = source;
    this.watcher = watcher;
    this.producer = producer;
  }

  /**
   * Opens a topic, and creates it if it is missing. Whatever a run before left unfinished is
   * undone.
   *
   * @param clients settings of Kafka's clients, {@code bootstrap.servers} among them
   * @param source where the rows come from; places of other sources are none of its business
   * @throws ToolException if Kafka does not answer within 10 s, or the topic is not fit
   */
  static BackfillTopic open(Properties clients, String topic, String source, Watcher watcher) {
    BackfillTopicCheck.require(clients, topic);
    try {
      BackfillTopic opened =
          new BackfillTopic(
              clients, topic, source, watcher, new KafkaProducer<>(producing(clients, topic)));
      opened.producer.initTransactions();
      return opened;
    } catch (KafkaException failure) {
      throw KafkaFailure.explain(servers(clients), topic, failure);
    }
  }

  @Override
  public void places(Consumer<String> each) {
    try {
      new PlacesInTopic(clients, topic).forEach(source, each);
    } catch (KafkaException failure) {
      throw KafkaFailure.explain(servers, topic, failure);
    }
  }

  @Override
  public boolean send(RowEvent row, String placeOrNull) {
    byte[] json = row.bytes();
    Parsed parsed = parser.parse(json, clock.millis() * 1000);
    if (!(parsed instanceof Parsed.Observed usable)) {
      skipped++;
      watcher.note("skipped " + row.name() + ": " + why(parsed));
      return false;
    }
    byte[] key = usable.observation().connection().toString().getBytes(StandardCharsets.US_ASCII);
    try {
      if (!inStep) {
        producer.beginTransaction();
        inStep = true;
      }
      var unused = producer.send(new ProducerRecord<>(topic, null, key, json, mark(placeOrNull)));
      return true;
    } catch (KafkaException failure) {
      throw KafkaFailure.explain(servers, topic, failure);
    }
  }

  @Override
  public void commit() {
    if (!inStep) {
      return;
    }
    try {
      producer.commitTransaction();
      inStep = false;
    } catch (KafkaException failure) {
      throw KafkaFailure.explain(servers, topic, failure);
    }
  }

  /** How many rows could not be used. */
  long skipped() {
    return skipped;
  }

  /** Drops what is not committed. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  private List<Header> mark(String placeOrNull) {
    return placeOrNull == null
        ? List.of()
        : List.of(
            new RecordHeader(PlacesInTopic.SOURCE, source.getBytes(StandardCharsets.UTF_8)),
            new RecordHeader(PlacesInTopic.PLACE, placeOrNull.getBytes(StandardCharsets.UTF_8)));
  }

  private static String why(Parsed parsed) {
    return parsed instanceof Parsed.Rejected rejected
        ? rejected.reason().code() + ": " + OneLine.of(rejected.message())
        : "not a row";
  }

  private static String servers(Properties clients) {
    return clients.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  private static Properties producing(Properties clients, String topic) {
    Properties settings = EventTopic.producing(clients);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "syncpulse-backfill-" + topic);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, STEP_WITHIN_MS);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
    // A broker that is slow to take a step's first batch refuses those that are already behind it.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return settings;
  }
}
