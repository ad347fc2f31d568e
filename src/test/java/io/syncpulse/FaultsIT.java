package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.services.KafkaService;
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
 * What breaks in the middle changes nothing in the end: the live job, while its world falls over.
 */
class FaultsIT {

  private final Workload workload =
      Workload.of(new Random().nextLong(), Instant.parse("2025-06-01T00:00:00Z"), 30, 1_200);
  private final List<Workload.Line> lines = workload.disturbed();

  @Test
  void aKilledTaskManagerChangesNothing() throws Exception {
    try (PostgresService postgres = Services.postgres();
        TestCluster cluster = new TestCluster(2)) {
      TestJob job = new TestJob(Services.kafka(), postgres, "killed");
      JobClient client = job.start(cluster);
      job.publish(part(0));
      awaitRows(postgres, 100);

      cluster.killTaskManager();
      job.publish(part(1));
      cluster.killTaskManager();
      job.publish(part(2));

      awaitTruth(postgres);
      assertThat(cluster.restarts(client.getJobID())).isPositive();
      client.cancel().get();
    }
  }

  @Test
  void aRestartOfPostgresIsWaitedForWithoutARestartOfTheJob() throws Exception {
    try (PostgresService postgres = Services.ownPostgres();
        TestCluster cluster = new TestCluster(2)) {
      TestJob job = new TestJob(Services.kafka(), postgres, "postgres");
      JobClient client = job.start(cluster);
      job.publish(part(0));
      awaitRows(postgres, 100);

      postgres.stop();
      job.publish(part(1));
      postgres.start();
      job.publish(part(2));

      awaitTruth(postgres);
      assertThat(cluster.restarts(client.getJobID())).isZero();
      client.cancel().get();
    }
  }

  @Test
  void aRestartOfKafkaIsWaitedForWithoutARestartOfTheJob() throws Exception {
    try (PostgresService postgres = Services.postgres();
        KafkaService kafka = Services.ownKafka();
        TestCluster cluster = new TestCluster(2)) {
      TestJob job = new TestJob(kafka, postgres, "kafka");
      JobClient client = job.start(cluster);
      job.publish(part(0));
      awaitRows(postgres, 100);

      kafka.stop();
      kafka.start();
      job.publish(part(1));
      job.publish(part(2));

      awaitTruth(postgres);
      assertThat(cluster.restarts(client.getJobID())).isZero();
      client.cancel().get();
    }
  }

  @Test
  void aRescaleFromASavepointChangesNothing(@TempDir Path savepoints) throws Exception {
    try (PostgresService postgres = Services.postgres();
        TestCluster cluster = new TestCluster(2)) {
      TestJob job = new TestJob(Services.kafka(), postgres, "rescaled");
      JobClient client = job.start(cluster);
      job.publish(part(0));
      awaitRows(postgres, 100);

      for (int parallelism : new int[] {1, 4}) {
        String savepoint =
            client
                .stopWithSavepoint(
                    false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
        job.publish(part(parallelism == 1 ? 1 : 2));
        client = job.restart(cluster, savepoint, parallelism);
        awaitRows(postgres, 600);
      }

      awaitTruth(postgres);
      client.cancel().get();
    }
  }

  private List<Workload.Line> part(int third) {
    int size = lines.size();
    return lines.subList(size * third / 3, size * (third + 1) / 3);
  }

  private static void awaitRows(PostgresService postgres, int rows) {
    await().atMost(Duration.ofMinutes(1)).until(() -> JobRow.count(postgres, "sync_job") >= rows);
  }

  private void awaitTruth(PostgresService postgres) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(JobRow.observed(JobRow.all(postgres)))
                    .isEqualTo(JobRow.observed(workload.truth())));
  }
}
