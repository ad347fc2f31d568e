package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.backfill.FakeAirweave;
import io.syncpulse.demo.Ports;
import io.syncpulse.event.Id;
import io.syncpulse.event.Observation;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.Services;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillAirweaveCommandIT {

  private static final KafkaService KAFKA = Services.kafka();
  private static final Instant STARTED = Instant.parse("2026-02-01T10:00:00Z");

  private final String topic = "backfill-" + UUID.randomUUID();
  private final BackfilledTopic published = new BackfilledTopic(KAFKA.bootstrapServers(), topic);
  private final FakeAirweave airweave = new FakeAirweave();
  private final List<Id> jobs = new ArrayList<>();

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    airweave.close();
  }

  @Test
  void publishesWhatTheApiShows() {
    connections(3, 2);

    Cli.Result result = cli().run("backfill", "airweave");

    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.outLines().get(0))
        .startsWith("sent 6 jobs of 3 connections to " + topic + ", skipped 0, ");
    assertThat(result.outLines().get(1))
        .isEqualTo(
            "0 connections were there before, 0 were deleted meanwhile, 0 have older jobs than the API shows");
    assertThat(published.jobs()).extracting(Observation::job).hasSameElementsAs(jobs).hasSize(6);
    assertThat(published.connections()).hasSize(3);
  }

  @Test
  void whatTheTopicHasIsNotSentAgain() {
    connections(3, 2);
    cli().run("backfill", "airweave");
    connections(1, 2);

    Cli.Result again = cli().run("backfill", "airweave");

    assertThat(again.out())
        .startsWith("sent 2 jobs of 1 connections")
        .contains("3 connections were there before");
    assertThat(published.jobs()).extracting(Observation::job).hasSameElementsAs(jobs).hasSize(8);
  }

  @Test
  void otherBackfillsInTheSameTopicAreNoneOfItsBusiness() {
    connections(2, 1);
    cli().run("backfill", "airweave");
    try (FakeAirweave other = new FakeAirweave()) {
      other.connection("github", STARTED);

      Cli.Result result =
          cli().with("SYNCPULSE_AIRWEAVE_URL", other.url()).run("backfill", "airweave");

      assertThat(result.out()).startsWith("sent 0 jobs of 1 connections");
    }
    assertThat(published.connections()).hasSize(3);
  }

  @Test
  void killedAgainAndAgainItLeavesNoGapAndNoDouble() throws Exception {
    connections(40, 5);
    long seed = new Random().nextLong();
    System.out.println("Kills of seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 5; run++) {
      AtomicInteger left = new AtomicInteger(3 + random.nextInt(12));
      AtomicReference<ToolProcess> victim = new AtomicReference<>();
      airweave.beforeEach(
          () -> {
            if (left.decrementAndGet() == 0) {
              victim.get().kill();
            }
          });
      try (ToolProcess process = process()) {
        victim.set(process);
        assertThat(process.exit()).isNotZero();
      }
    }
    airweave.beforeEach(() -> {});

    Cli.Result last = cli().run("backfill", "airweave");

    assertThat(last.exit()).isZero();
    assertThat(published.jobs()).extracting(Observation::job).hasSameElementsAs(jobs).hasSize(200);
    assertThat(published.connections()).hasSize(40);
  }

  @Test
  void aSecondRunStopsTheFirst() throws Exception {
    connections(2, 1);
    List<Cli.Result> second = new ArrayList<>();
    AtomicInteger requests = new AtomicInteger();
    airweave.beforeEach(
        () -> {
          if (requests.incrementAndGet() == 4) { // the jobs of the first run's second connection
            second.add(cli().run("backfill", "airweave"));
          }
        });

    Cli.Result first = cli().run("backfill", "airweave");

    assertThat(second.get(0).exit()).isZero();
    assertThat(first.exit()).isEqualTo(1);
    assertThat(first.errLines()).singleElement().asString().contains("another backfill", topic);
    assertThat(published.jobs()).extracting(Observation::job).hasSameElementsAs(jobs).hasSize(2);
  }

  @Test
  void refusesATopicThatWouldLoseRows() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
    }

    Cli.Result result = cli().run("backfill", "airweave");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("compacted", topic, "--topic");
  }

  @Test
  void saysThatKafkaCannotBeReached() {
    Cli.Result result =
        cli()
            .with("SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + Ports.free())
            .run("backfill", "airweave");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines()).singleElement().asString().contains("cannot reach Kafka");
  }

  @Test
  void neverShowsTheKey() {
    connections(1, 1);

    Cli.Result result =
        cli()
            .with("SYNCPULSE_AIRWEAVE_API_KEY", "s3cret")
            .with("SYNCPULSE_STACKTRACE", "true")
            .run("backfill", "airweave");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("refused the API key").doesNotContain("s3cret");
    assertThat(airweave.asked()).noneMatch(target -> target.contains("s3cret"));
  }

  private Cli cli() {
    Cli cli = new Cli();
    environment().forEach(cli::with);
    return cli;
  }

  private ToolProcess process() throws Exception {
    return new ToolProcess(directory, environment(), "backfill", "airweave");
  }

  private Map<String, String> environment() {
    return Map.of(
        "SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS",
        KAFKA.bootstrapServers(),
        "SYNCPULSE_BACKFILL_TOPIC",
        topic,
        "SYNCPULSE_TOPIC",
        "not-this-one",
        "SYNCPULSE_AIRWEAVE_URL",
        airweave.url(),
        "SYNCPULSE_AIRWEAVE_API_KEY",
        FakeAirweave.KEY);
  }

  private void connections(int count, int jobsOfEach) {
    for (int i = 0; i < count; i++) {
      UUID connection = airweave.connection("notion", STARTED.minusSeconds(1000 - i));
      for (int j = 0; j < jobsOfEach; j++) {
        Instant started = STARTED.plusSeconds(600L * j);
        jobs.add(
            Id.parse(
                (String)
                    airweave
                        .job(connection, "completed", started, started.plusSeconds(60))
                        .get("id")));
      }
    }
  }
}
