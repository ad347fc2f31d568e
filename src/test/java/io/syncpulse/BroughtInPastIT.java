package io.syncpulse;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.JobDraft.Claim;
import io.syncpulse.TrueJob.Entities;
import io.syncpulse.Workload.Line;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two months of history that a backfill brings in, and then three weeks of events of the same
 * connections: the metrics must be those of both.
 */
class BroughtInPastIT {

  private static final long BEGIN = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli() * 1000;
  private static final long EVENTS_BEGIN = BEGIN + DAYS.toMicros(60);
  private static final long END = EVENTS_BEGIN + DAYS.toMicros(21);
  private static final int CONNECTIONS = 12;

  private final PostgresService postgres = Services.postgres();
  private final TestJob job = new TestJob(Services.kafka(), postgres, "past");
  private final List<TrueJob> truth = new ArrayList<>();
  private final List<Line> past = new ArrayList<>();
  private final List<Line> events = new ArrayList<>();
  private final Random random;

  BroughtInPastIT() {
    long seed = new Random().nextLong();
    System.out.println("BroughtInPastIT of seed " + seed);
    random = new Random(seed);
    for (int i = 0; i < 600; i++) {
      pastJob();
    }
    for (int i = 0; i < 300; i++) {
      liveJob();
    }
    Collections.shuffle(past, random);
    events.sort((a, b) -> a.at().compareTo(b.at()));
  }

  @AfterEach
  void close() throws Exception {
    postgres.close();
  }

  @Test
  void aJobThatStartsWithItCountsItInEveryWindow() throws Exception {
    job.publishBackfill(past);
    job.publish(events);
    job.with("event-time.idle-after", "2 s");

    try (TestCluster cluster = new TestCluster(2)) {
      JobClient client = job.start(cluster);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> JobRow.count(postgres, "sync_job") == truth.size());
      job.publish(eventsOfLater());
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  MetricTables.assertAreUpTo(
                      instant(END + DAYS.toMicros(10)),
                      new MetricsOracle(truth, MetricsOracle.ALL_SCOPES),
                      MetricsOracle.DEFAULT_WINDOWS,
                      postgres));
      client.cancel().get(1, MINUTES);
    }
    assertThat(JobRow.count(postgres, "late_outcome")).isZero();
  }

  @Test
  void aBoundedRunUpToACutOffMendsTheMetricsOfAJobThatKnewNothingOfIt() throws Exception {
    job.publish(events);
    job.runBounded();
    // By then the job that knows nothing of the past has a whole week of its own.
    Instant cutOff = instant(EVENTS_BEGIN + DAYS.toMicros(8) + MINUTES.toMicros(1234));

    job.publishBackfill(past);
    job.with("metrics.until", cutOff.toString());
    job.runBounded();
    assertMetrics();

    job.publishBackfill(past);
    job.runBounded();
    assertMetrics();
    assertThat(JobRow.count(postgres, "sync_job")).isEqualTo(truth.size());
  }

  /** In every partition: they move event time on until the largest window is empty. */
  private static List<Line> eventsOfLater() {
    List<Line> later = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      long at = END + DAYS.toMicros(20);
      later.addAll(
          new JobDraft(new UUID(9, i).toString(), connection(100 + i), time -> Claim.NONE)
              .status("cancelled", at, at)
              .lines());
    }
    return later;
  }

  private void assertMetrics() throws Exception {
    MetricTables.assertAre(
        new MetricsOracle(truth, MetricsOracle.ALL_SCOPES),
        MetricsOracle.DEFAULT_WINDOWS,
        postgres);
  }

  private void pastJob() {
    int number = random.nextInt(CONNECTIONS);
    long created = BEGIN + random.nextLong(EVENTS_BEGIN - BEGIN);
    long started = created + random.nextLong(MINUTES.toMicros(2));
    long ended = started + random.nextLong(HOURS.toMicros(1));
    Entities did = new Entities(random.nextInt(500), random.nextInt(50), random.nextInt(5));
    String outcome = outcome();
    String json =
        String.format(
            Locale.ROOT,
            "{\"event_type\":\"syncpulse.job\",\"sync_job_id\":\"%s\",\"source_connection_id\":\"%s\",\"organization_id\":\"%s\",\"source_type\":\"notion\",\"status\":\"%s\",\"timestamp\":\"%s\",\"created_at\":\"%s\",\"started_at\":\"%s\",\"ended_at\":\"%s\",\"entities_inserted\":%s,\"entities_updated\":%s,\"entities_deleted\":%s}",
            id(),
            connection(number),
            organization(number),
            outcome,
            instant(ended + 1_000_000),
            instant(created),
            instant(started),
            instant(ended),
            did.inserted(),
            did.updated(),
            did.deleted());
    past.add(new Line(instant(ended), connection(number), json.getBytes(StandardCharsets.UTF_8)));
    done(number, outcome, created, started, ended, did);
  }

  private void liveJob() {
    int number = random.nextInt(CONNECTIONS);
    long started = EVENTS_BEGIN + random.nextLong(END - EVENTS_BEGIN);
    long ended = started + random.nextLong(HOURS.toMicros(1));
    Entities did = new Entities(random.nextInt(500), random.nextInt(50), random.nextInt(5));
    String outcome = outcome();
    Claim claim = new Claim(organization(number), "notion");
    events.addAll(
        new JobDraft(id(), connection(number), at -> claim)
            .status("running", started, started)
            .status(outcome, ended, ended, did)
            .lines());
    done(number, outcome, started, started, ended, did);
  }

  private void done(
      int number, String outcome, long created, long started, long ended, Entities did) {
    truth.add(
        new TrueJob(
            connection(number),
            organization(number),
            "notion",
            outcome,
            created,
            started,
            ended,
            did,
            List.of()));
  }

  private String outcome() {
    return List.of("completed", "completed", "failed", "cancelled").get(random.nextInt(4));
  }

  private String id() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static String connection(int number) {
    return new UUID(7, number).toString();
  }

  private static String organization(int number) {
    return new UUID(8, number % 3).toString();
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
