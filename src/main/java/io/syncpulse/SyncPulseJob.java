package io.syncpulse;

import io.syncpulse.event.DeadLetter;
import io.syncpulse.event.DeadLetterSerializer;
import io.syncpulse.event.EventTimeStrategy;
import io.syncpulse.event.EventTopics;
import io.syncpulse.event.ParseEvents;
import io.syncpulse.event.ParseRows;
import io.syncpulse.event.ParsedRecord;
import io.syncpulse.event.RowTopics;
import io.syncpulse.postgres.HourlyMetricsTable;
import io.syncpulse.postgres.LateOutcomeTable;
import io.syncpulse.postgres.PostgresLogin;
import io.syncpulse.postgres.RollingMetricsTable;
import io.syncpulse.postgres.SourceConnectionTable;
import io.syncpulse.postgres.SyncJobTable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job: settings, sources and sinks of the {@link SyncPulseTopology}, and its start. */
public final class SyncPulseJob {

  /** What Flink calls the job. */
  public static final String NAME = "syncpulse";

  private static final Logger LOG = LoggerFactory.getLogger(SyncPulseJob.class);

  private static final Clock CLOCK = Clock.systemUTC();

  /** What Kafka's producer sets aside unless it is told otherwise. */
  private static final int PRODUCER_BUFFER_BYTES = 32 << 20;

  private SyncPulseJob() {}

  /**
   * Starts the job on the cluster that it was submitted to.
   *
   * @param arguments settings, see {@link SettingSources}
   * @throws InvalidSettings with everything that is wrong with the settings
   */
  public static void main(String[] arguments) throws Exception {
    JobSettings settings = SettingSources.load(arguments, System.getenv());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, settings);
    env.execute(NAME);
  }

  /**
   * Puts the job together and looks whether it can run, but starts nothing.
   *
   * @throws IllegalStateException if Kafka cannot be reached, a topic is not fit, or the database
   *     refuses the login or lacks the schema
   */
  public static void build(StreamExecutionEnvironment env, JobSettings settings) {
    if (env.getConfiguration().getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isEmpty()) {
      // The cluster may know a directory that is not known here, so this is not yet an error.
      LOG.warn(
          "{} is not set here. Unless the cluster sets it, checkpoints are kept in the JobManager's"
              + " memory and fail once a part of the state is larger than 5 MB; then a bounded job"
              + " does not end.",
          CheckpointingOptions.CHECKPOINTS_DIRECTORY.key());
    }
    env.configure(FlinkDefaults.of(env.getConfiguration(), settings));
    List<String> topics = new ArrayList<>(settings.eventTopics());
    Optional<RowTopics> rowTopics = settings.rowTopics();
    rowTopics.map(RowTopics::all).ifPresent(topics::addAll);
    SyncPulseTopology.Input events;
    SyncPulseTopology.Input rows;
    int largestDeadLetter;
    try (EventTopics kafka = new EventTopics(settings.kafkaClient())) {
      events = input(settings.eventTopics(), new ParseEvents(CLOCK), settings, kafka);
      rows =
          rowTopics
              .map(of -> input(of.all(), new ParseRows(CLOCK, of), settings, kafka))
              .orElse(null);
      largestDeadLetter =
          kafka.prepareDeadLetters(settings.get(Settings.DEAD_LETTER_TOPIC), topics);
    }
    PostgresLogin login = settings.postgresLogin();
    SyncJobTable.requireFit(login);
    Duration patience = settings.get(Settings.JDBC_RETRY_FOR);
    SyncPulseTopology.build(
        env,
        new SyncPulseTopology.SourcesAndSinks(
            events,
            rows,
            deadLetters(settings, largestDeadLetter),
            SyncJobTable.sink(login, patience),
            SourceConnectionTable.sink(login, patience),
            LateOutcomeTable.sink(login, patience),
            RollingMetricsTable.sink(login, patience, settings.metricsUntil()),
            HourlyMetricsTable.sink(login, patience, settings.metricsUntil())),
        settings);
  }

  private static SyncPulseTopology.Input input(
      List<String> topics,
      KafkaRecordDeserializationSchema<ParsedRecord> parse,
      JobSettings settings,
      EventTopics kafka) {
    KafkaSourceBuilder<ParsedRecord> source =
        KafkaSource.<ParsedRecord>builder()
            .setProperties(settings.kafkaClient())
            .setTopics(topics)
            .setGroupId(settings.get(Settings.GROUP))
            .setStartingOffsets(
                switch (settings.get(Settings.START)) {
                  case COMMITTED ->
                      OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
                  case EARLIEST -> OffsetsInitializer.earliest();
                })
            .setDeserializer(parse);
    if (settings.isBounded()) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return new SyncPulseTopology.Input(
        inAnyLocale(source::build),
        new EventTimeStrategy(settings.eventTimeBounds(), CLOCK),
        kafka.partitions(topics));
  }

  /**
   * The connector lower-cases EARLIEST in the default locale: in Turkish that is no word of
   * Kafka's.
   */
  private static <T> T inAnyLocale(Supplier<T> build) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    try {
      return build.get();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static KafkaSink<DeadLetter> deadLetters(JobSettings settings, int largest) {
    return KafkaSink.<DeadLetter>builder()
        .setBootstrapServers(settings.get(Settings.KAFKA))
        .setKafkaProducerConfig(settings.kafkaClient())
        .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "" + largest)
        // A record larger than all of its buffer is refused: the job would restart for ever.
        .setProperty(
            ProducerConfig.BUFFER_MEMORY_CONFIG, "" + Math.max(largest, PRODUCER_BUFFER_BYTES))
        .setRecordSerializer(
            new DeadLetterSerializer(
                settings.get(Settings.DEAD_LETTER_TOPIC), largest - EventTopics.HEADER_ROOM))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }
}
