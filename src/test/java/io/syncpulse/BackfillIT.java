package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.backfill.AirweaveDatabase;
import io.syncpulse.backfill.FakeAirweave;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import io.syncpulse.tool.SyncPulse;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands that bring the past over, and the job that reads what they published. */
class BackfillIT {

  private static final Instant LAST_YEAR = Instant.parse("2025-06-01T00:00:00.000001Z");
  private static final List<String> STATUSES =
      List.of("PENDING", "RUNNING", "COMPLETED", "COMPLETED", "FAILED", "CANCELLED");

  private final KafkaService kafka = Services.kafka();
  private final PostgresService postgres = Services.postgres();
  private final TestJob job = new TestJob(kafka, postgres, "backfilled");
  private final Map<String, JobRow> truth = new TreeMap<>();
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void theHistoryIsWhatAirweavesTablesHold() throws Exception {
    System.out.println("Tables of seed " + seed);
    try (AirweaveDatabase airweave = new AirweaveDatabase()) {
      for (int i = 0; i < 12; i++) {
        fill(airweave, i % 4 == 0 ? 0 : 25);
      }
      PostgresService source = airweave.postgres();

      run(
          Map.of(
              "SYNCPULSE_AIRWEAVE_JDBC_URL", source.jdbcUrl(),
              "SYNCPULSE_AIRWEAVE_JDBC_USER", source.user(),
              "SYNCPULSE_AIRWEAVE_JDBC_PASSWORD", source.password()),
          "postgres");
      Map<String, Long> counted = job.runBounded();

      assertHistory();
      assertThat(JobRow.count(postgres, "source_connection WHERE organization_id IS NOT NULL"))
          .as("connections, those without jobs among them")
          .isEqualTo(12);
      assertThat(counted.get("records_read")).isEqualTo(truth.size() + 12);
      assertThat(counted.get("dead_lettered")).isZero();
    }
  }

  @Test
  void theHistoryIsWhatAirweavesApiShowsUnlessAnEventTellsMore() throws Exception {
    try (FakeAirweave airweave = new FakeAirweave()) {
      UUID connection = airweave.connection("github", LAST_YEAR);
      airweave.connection("slack", LAST_YEAR);
      Instant started = LAST_YEAR.plus(1, ChronoUnit.HOURS);
      Instant ended = started.plusSeconds(90);
      String owner = airweave.organization().toString();
      shown(airweave, connection, "completed", started, ended, owner, "completed", ended);
      shown(airweave, connection, "failed", started, null, owner, "failed", started);
      Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      String late =
          shown(
              airweave,
              connection,
              "running",
              started,
              null,
              owner,
              "completed",
              now.plusSeconds(5));

      run(
          Map.of(
              "SYNCPULSE_AIRWEAVE_URL",
              airweave.url(),
              "SYNCPULSE_AIRWEAVE_API_KEY",
              FakeAirweave.KEY),
          "airweave");
      job.publish(List.of(completed(late, connection, now.plusSeconds(5))));
      job.runBounded();

      assertHistory();
      assertThat(JobRow.count(postgres, "source_connection")).isEqualTo(2);
    }
  }

  private void assertHistory() throws Exception {
    assertThat(JobRow.observed(JobRow.all(postgres))).isEqualTo(truth);
    assertThat(JobRow.count(postgres, "rejected_row")).isZero();
  }

  private void run(Map<String, String> from, String command) {
    Map<String, String> environment = new HashMap<>(from);
    environment.put("SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.put("SYNCPULSE_BACKFILL_TOPIC", job.topic());
    StringWriter said = new StringWriter();
    CommandLine tool =
        SyncPulse.commandLine(
                environment, InputStream.nullInputStream(), OutputStream.nullOutputStream(), false)
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said));
    assertThat(tool.execute("backfill", command)).as(said.toString()).isZero();
  }

  private void fill(AirweaveDatabase airweave, int jobs) throws Exception {
    UUID connection = UUID.randomUUID();
    UUID organization = UUID.randomUUID();
    UUID sync = UUID.randomUUID();
    airweave.connection(connection, organization, sync, "notion", LAST_YEAR);
    for (int i = 0; i < jobs; i++) {
      String status = STATUSES.get(random.nextInt(STATUSES.size()));
      Instant created = LAST_YEAR.plusSeconds(3600L * i).plus(random.nextInt(), ChronoUnit.NANOS);
      created = created.truncatedTo(ChronoUnit.MICROS);
      Instant started = status.equals("PENDING") ? null : created.plusSeconds(random.nextInt(60));
      boolean ends = !status.equals("PENDING") && !status.equals("RUNNING");
      Instant ended = ends ? started.plusSeconds(random.nextInt(900)) : null;
      boolean fails = status.equals("FAILED");
      UUID id = UUID.randomUUID();
      int inserted = random.nextInt(1000);
      String error = fails ? "it broke" : null;
      airweave.job(
          new AirweaveDatabase.Job(
              id,
              sync,
              status,
              created,
              started,
              fails ? null : ended,
              fails ? ended : null,
              created.plusSeconds(1000),
              inserted,
              error));
      truth.put(
          id.toString(),
          new JobRow(
              connection.toString(),
              organization.toString(),
              "notion",
              status.toLowerCase(Locale.ROOT),
              created,
              started,
              ended,
              null,
              inserted,
              2,
              3,
              4,
              0,
              error));
    }
  }

  /** A job that the API shows so, and that must come out in this status and end. */
  private String shown(
      FakeAirweave airweave,
      UUID connection,
      String status,
      Instant started,
      Instant completed,
      String organization,
      String comesOut,
      Instant ends) {
    String id = (String) airweave.job(connection, status, started, completed).get("id");
    truth.put(
        id,
        new JobRow(
            connection.toString(),
            organization,
            "github",
            comesOut,
            started,
            started,
            ends,
            null,
            1,
            2,
            3,
            0,
            0,
            status.equals("failed") ? "it broke" : null));
    return id;
  }

  private static Workload.Line completed(String id, UUID connection, Instant at) {
    List<String> parts = new ArrayList<>();
    parts.add("\"event_type\":\"sync.completed\"");
    parts.add("\"timestamp\":\"" + at + "\"");
    parts.add("\"sync_job_id\":\"" + id + "\"");
    parts.add("\"source_connection_id\":\"" + connection + "\"");
    parts.add("\"source_type\":\"github\"");
    byte[] json = ("{" + String.join(",", parts) + "}").getBytes(StandardCharsets.UTF_8);
    return new Workload.Line(at, connection.toString(), json);
  }
}
