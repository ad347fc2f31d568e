package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The live job's tables of metrics, after it fell over and after all of its windows were closed.
 */
class MetricsFaultsIT {

  private final MetricWorkload workload =
      MetricWorkload.of(new Random().nextLong(), Instant.parse("2025-06-01T00:00:00Z"), 24, 720);
  private final List<Workload.Line> lines = workload.disturbed();

  @TempDir private Path savepoints;

  @Test
  void aKilledTaskManagerChangesNoRow() throws Exception {
    try (PostgresService postgres = Services.postgres();
        TestCluster cluster = new TestCluster(2)) {
      TestJob job = job(postgres, "killed");
      JobClient client = job.start(cluster);
      job.publish(part(0));
      awaitRows(postgres);
      awaitCheckpoint(job);

      cluster.killTaskManager();
      job.publish(part(1));
      cluster.killTaskManager();
      job.publish(part(2));

      drain(job, client);
      assertThat(cluster.restarts(client.getJobID())).isPositive();
      assertTables(postgres);
    }
  }

  @Test
  void aRescaleFromASavepointChangesNoRow() throws Exception {
    try (PostgresService postgres = Services.postgres();
        TestCluster cluster = new TestCluster(2)) {
      TestJob job = job(postgres, "rescaled");
      JobClient client = job.start(cluster);
      job.publish(part(0));
      awaitRows(postgres);
      client = job.restart(cluster, stop(client, false), 1);
      job.publish(part(1));
      await().atMost(Duration.ofMinutes(2)).until(job::hasReadAll);
      client = job.restart(cluster, stop(client, false), 4);
      job.publish(part(2));

      drain(job, client);
      assertTables(postgres);
    }
  }

  @Test
  void aRestartOfPostgresChangesNoRow() throws Exception {
    try (PostgresService postgres = Services.ownPostgres();
        TestCluster cluster = new TestCluster(2)) {
      TestJob job = job(postgres, "postgres");
      JobClient client = job.start(cluster);
      job.publish(part(0));
      awaitRows(postgres);

      postgres.stop();
      job.publish(part(1));
      postgres.start();
      job.publish(part(2));

      drain(job, client);
      assertThat(cluster.restarts(client.getJobID())).isZero();
      assertTables(postgres);
    }
  }

  /** Idle partitions would hold the last watermark back when the job is drained. */
  private static TestJob job(PostgresService postgres, String name) {
    return new TestJob(Services.kafka(), postgres, name).with("event-time.idle-after", "1 h");
  }

  private List<Workload.Line> part(int third) {
    int size = lines.size();
    return lines.subList(size * third / 3, size * (third + 1) / 3);
  }

  private static void awaitRows(PostgresService postgres) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> JobRow.count(postgres, "rolling_metrics") > 1000);
  }

  /** That knows how far event time had come: what begins from nothing takes no old rows away. */
  private static void awaitCheckpoint(TestJob job) throws Exception {
    long before = job.committed();
    await().atMost(Duration.ofMinutes(1)).until(() -> job.committed() > before || job.hasReadAll());
  }

  private void assertTables(PostgresService postgres) throws Exception {
    MetricTables.assertAre(
        new MetricsOracle(workload.truth(), MetricsOracle.ALL_SCOPES),
        MetricsOracle.DEFAULT_WINDOWS,
        postgres);
    assertThat(JobRow.count(postgres, "late_outcome")).isZero();
  }

  /** Lets event time run to its end when all was read. */
  private void drain(TestJob job, JobClient client) throws Exception {
    await().atMost(Duration.ofMinutes(2)).until(job::hasReadAll);
    stop(client, true);
  }

  private String stop(JobClient client, boolean drain) throws Exception {
    return client
        .stopWithSavepoint(drain, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(2, TimeUnit.MINUTES);
  }
}
