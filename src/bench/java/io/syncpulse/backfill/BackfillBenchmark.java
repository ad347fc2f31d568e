package io.syncpulse.backfill;

import io.syncpulse.demo.EmbeddedKafka;
import io.syncpulse.demo.EmbeddedPostgres;
import io.syncpulse.demo.Ports;
import io.syncpulse.tool.SyncPulse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The command {@code backfill postgres} with a heap of 64 MB on a database of Airweave with many
 * jobs: how fast, how large its process grows, and against reading the same rows and dropping them.
 * Then the same killed twice and run again, and counted. Arguments: jobs (default 1,000,000), runs
 * (default 3).
 */
final class BackfillBenchmark {

  private static final String USER = EmbeddedPostgres.SYNCPULSE;
  private static final int CONNECTIONS = 10_000;

  private static final String ROWS =
      """
      INSERT INTO sync SELECT gen_random_uuid() FROM generate_series(1, %1$s);
      INSERT INTO source_connection (id, organization_id, name, short_name, sync_id,
        readable_collection_id, created_at, modified_at)
      SELECT gen_random_uuid(), gen_random_uuid(), 'A connection', 'notion', id, 'docs-x7k9m',
        '2025-01-01', '2025-01-01' FROM sync;
      INSERT INTO sync_job (id, organization_id, sync_id, status, started_at, completed_at,
        failed_at, entities_inserted, entities_updated, entities_deleted, entities_kept,
        entities_skipped, error, entities_encountered, scheduled, created_at, modified_at)
      SELECT gen_random_uuid(), gen_random_uuid(), s.id,
        CASE WHEN fails THEN 'FAILED' ELSE 'COMPLETED' END,
        at + interval '2 s', CASE WHEN NOT fails THEN at + interval '92 s' END,
        CASE WHEN fails THEN at + interval '92 s' END, 120, 30, 4, 1000, 1,
        CASE WHEN fails THEN repeat('The source answered with an error. ', 20) END,
        '{"Page": 120, "Database": 4}', true, at, at + interval '92 s'
      FROM (SELECT i, i %% 10 = 0 AS fails,
          timestamp '2025-01-01' + random() * interval '300 days' AS at
        FROM generate_series(0, %2$s - 1) AS i) AS made
      JOIN (SELECT row_number() OVER () - 1 AS n, id FROM sync) AS s ON s.n = made.i %% %1$s;
      VACUUM ANALYZE;
      """;

  private final EmbeddedKafka kafka;
  private final String url;
  private final int jobs;

  private BackfillBenchmark(EmbeddedKafka kafka, String url, int jobs) {
    this.kafka = kafka;
    this.url = url;
    this.jobs = jobs;
  }

  /** How a process of the command ended. */
  private record Ended(double seconds, Duration processor, long peakKilobytes) {}

  public static void main(String[] arguments) throws Exception {
    int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free());
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Ports.free())) {
      BackfillBenchmark benchmark =
          new BackfillBenchmark(kafka, postgres.jdbcUrl(EmbeddedPostgres.SYNCPULSE), jobs);
      benchmark.fill();
      for (int run = 1; run <= runs; run++) {
        benchmark.whole(run);
      }
      benchmark.interrupted();
    }
  }

  private void fill() throws Exception {
    try (InputStream tables = SyncPulse.class.getResourceAsStream("/io/syncpulse/airweave.sql");
        Connection connection = DriverManager.getConnection(url, USER, USER);
        Statement statement = connection.createStatement()) {
      statement.execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
      for (String sql : ROWS.formatted(CONNECTIONS, jobs).split(";\n", -1)) {
        statement.execute(sql);
      }
    }
  }

  private void whole(int run) throws Exception {
    double reading = read();
    Ended ended = run("whole-" + run, Long.MAX_VALUE);
    System.out.printf(
        Locale.ROOT,
        "run %d: reading alone %.1f s  backfill %.1f s, %,.0f jobs/s, %d s of processor time  ratio %.2f  peak memory %,d MB%n",
        run,
        reading,
        ended.seconds,
        jobs / ended.seconds,
        ended.processor.toSeconds(),
        reading / ended.seconds,
        ended.peakKilobytes / 1024);
    count("whole-" + run);
  }

  private double read() throws Exception {
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(url, USER, USER)) {
      AirweaveTables tables = AirweaveTables.begin(connection);
      tables.jobs(Place.start(AirweaveTables.JOBS), (row, place) -> {});
    }
    return seconds(start);
  }

  /** Killed when a third is written and again when two thirds are, then run to its end. */
  private void interrupted() throws Exception {
    String topic = "interrupted";
    for (int third = 1; third <= 2; third++) {
      run(topic, third * (jobs / 3L));
    }
    Ended last = run(topic, Long.MAX_VALUE);
    System.out.printf(Locale.ROOT, "killed twice, the last third took %.1f s%n", last.seconds);
    count(topic);
  }

  private Ended run(String topic, long killAt) throws IOException, InterruptedException {
    long start = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SyncPulse.class.getName(),
                "backfill",
                "postgres")
            .inheritIO();
    builder
        .environment()
        .putAll(
            Map.of(
                "SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "SYNCPULSE_BACKFILL_TOPIC", topic,
                "SYNCPULSE_AIRWEAVE_JDBC_URL", url,
                "SYNCPULSE_AIRWEAVE_JDBC_USER", USER,
                "SYNCPULSE_AIRWEAVE_JDBC_PASSWORD", USER));
    Process process = builder.start();
    Duration processor = Duration.ZERO;
    long peak = 0;
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peakKilobytes(process));
      processor = process.info().totalCpuDuration().orElse(processor);
      if (killAt < Long.MAX_VALUE && written(topic) >= killAt) {
        process.destroyForcibly().waitFor();
      }
    }
    return new Ended(seconds(start), processor, peak);
  }

  /** Rows of unfinished steps included. */
  private long written(String topic) {
    try (KafkaConsumer<String, String> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(partitions(consumer, topic)).values().stream()
          .mapToLong(end -> end)
          .sum();
    }
  }

  /** As Linux tells it. */
  private static long peakKilobytes(Process process) {
    try {
      List<String> status = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"));
      return status.stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }

  private void count(String topic) {
    Set<String> places = new HashSet<>();
    long rows = 0;
    try (KafkaConsumer<String, String> consumer = consumer("read_committed")) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<String, String> row : consumer.poll(Duration.ofSeconds(1))) {
          rows++;
          byte[] place = row.headers().lastHeader("backfill-place").value();
          places.add(new String(place, StandardCharsets.UTF_8));
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %,d rows of %,d expected, %,d doubles%n",
        topic,
        rows,
        jobs + CONNECTIONS,
        rows - places.size());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.listTopics().getOrDefault(topic, List.of()).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private KafkaConsumer<String, String> consumer(String isolation) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", isolation);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
