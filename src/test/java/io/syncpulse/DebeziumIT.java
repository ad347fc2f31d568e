package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.ChangeCapture.Shape;
import io.syncpulse.JobDraft.Claim;
import io.syncpulse.TrueJob.Entities;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Airweave's tables, captured by a real Debezium from a real Postgres: Syncpulse's are the same.
 */
class DebeziumIT {

  private static final Instant NOON = Instant.parse("2025-06-01T12:00:00.123456Z");

  @TempDir private Path savepoints;

  @ParameterizedTest
  @EnumSource
  void theTablesAreWhatAirweavesTablesSay(Shape shape) throws Exception {
    try (PostgresService source = Services.ownPostgres();
        PostgresService target = Services.postgres();
        TestCluster cluster = new TestCluster(1);
        Airweave airweave = new Airweave(source)) {
      liveBefore(airweave);
      try (ChangeCapture capture = new ChangeCapture(source, Services.kafka(), shape, 2)) {
        TestJob job =
            new TestJob(Services.kafka(), target, "rows")
                .withParallelism(2)
                .with("rows.jobs-topic", capture.jobsTopic())
                .with("rows.connections-topic", capture.connectionsTopic());
        JobClient client = job.start(cluster);
        awaitSame(airweave, shape, target);

        work(airweave);
        job.publish(cancellationOfJob3());
        awaitSame(airweave, shape, target);

        interfere(airweave);
        awaitSame(airweave, shape, target);

        finish(airweave);
        awaitSame(airweave, shape, target);

        Map<String, JobRow> history = airweave.jobs(shape.precision());
        airweave.deleteJob(0);
        airweave.deleteConnection(1);
        eventually(() -> assertThat(deletedConnections(target)).isOne());

        client
            .stopWithSavepoint(true, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(1, TimeUnit.MINUTES);
        assertThat(JobRow.all(target)).isEqualTo(history);
        assertThat(job.deadLetters()).isEmpty();
        assertThat(JobRow.count(target, "late_outcome")).isZero();
        MetricTables.assertAre(
            new MetricsOracle(
                history.values().stream().map(DebeziumIT::truth).toList(),
                MetricsOracle.ALL_SCOPES),
            MetricsOracle.DEFAULT_WINDOWS,
            target);
      }
    }
  }

  /** What a snapshot finds: jobs that have ended, one that runs, one without its connection. */
  private static void liveBefore(Airweave airweave) throws SQLException {
    airweave.addSync(0);
    airweave.addSync(1);
    airweave.addSync(2);
    airweave.connect(0, "notion", minute(-180));
    airweave.queue(0, 0, minute(-120));
    airweave.start(0, minute(-119));
    airweave.count(0, 40, 5, minute(-115));
    airweave.complete(0, minute(-110));
    airweave.queue(1, 0, minute(-90));
    airweave.start(1, minute(-80));
    airweave.fail(1, "401 \u00fcn\u0131 'x'", minute(-75));
    airweave.queue(2, 0, minute(-10));
    airweave.start(2, minute(-9));
    airweave.queue(3, 1, minute(-5));
  }

  private static void work(Airweave airweave) throws SQLException {
    airweave.connect(1, "github", minute(0));
    airweave.start(3, minute(1));
    airweave.requestCancellation(3, minute(2));
    airweave.connect(2, "slack", minute(1));
    airweave.queue(4, 2, minute(1));
    airweave.queue(5, 0, minute(1));
    airweave.start(5, minute(2));
    airweave.count(5, 7, 300, minute(3));
    airweave.queue(6, 2, minute(1));
    airweave.start(6, minute(2));
    airweave.requestCancellation(6, minute(3));
    airweave.cancel(6, minute(4));
  }

  /** The one thing of all that an event tells. */
  private static List<Workload.Line> cancellationOfJob3() {
    Claim claim = new Claim(Airweave.organization(1), "github");
    JobDraft job = new JobDraft(Airweave.job(3), Airweave.connection(1), at -> claim);
    return job.status("cancelling", micros(minute(2)), 0).lines();
  }

  /** Administrators and the clean-up, of whom no event tells. */
  private static void interfere(Airweave airweave) throws SQLException {
    airweave.rollBack(3, minute(4));
    airweave.rollBack(1, minute(4));
    airweave.cancel(4, minute(5));
    airweave.fail(2, "no activity for 15 minutes", minute(6));
  }

  private static void finish(Airweave airweave) throws SQLException {
    airweave.count(3, 11, 0, minute(8));
    airweave.complete(3, minute(9));
    airweave.complete(1, minute(10));
    airweave.complete(5, minute(11));
  }

  /** The jobs, and at once how many of them came out how in metrics. */
  private static void awaitSame(Airweave airweave, Shape shape, PostgresService target)
      throws SQLException {
    Map<String, JobRow> jobs = airweave.jobs(shape.precision());
    eventually(
        () -> {
          assertThat(JobRow.all(target)).isEqualTo(jobs);
          for (String outcome : List.of("completed", "failed", "cancelled")) {
            assertThat(outcomes(outcome, target))
                .as(outcome)
                .isEqualTo(
                    jobs.values().stream().filter(job -> job.status().equals(outcome)).count());
          }
        });
  }

  private static void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(assertion);
  }

  private static long outcomes(String outcome, PostgresService target) throws SQLException {
    return JobRow.count(
        target,
        "(SELECT generate_series(1, sum(%s)) FROM hourly_metrics WHERE scope = 'platform') jobs"
            .formatted(outcome));
  }

  private static long deletedConnections(PostgresService target) throws SQLException {
    return JobRow.count(
        target,
        "source_connection WHERE id = '%s' AND deleted_at IS NOT NULL"
            .formatted(Airweave.connection(1)));
  }

  private static TrueJob truth(JobRow job) {
    return new TrueJob(
        job.connection(),
        job.organization(),
        job.sourceType(),
        job.status(),
        micros(job.createdAt()),
        job.startedAt() == null ? null : (Long) micros(job.startedAt()),
        micros(job.endedAt()),
        new Entities(job.inserted(), job.updated(), job.deleted()),
        List.of());
  }

  private static Instant minute(long number) {
    return NOON.plus(number, ChronoUnit.MINUTES);
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
