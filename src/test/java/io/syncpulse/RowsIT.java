package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the platform's tables beside its events, on real Kafka and real Postgres. */
class RowsIT {

  private static final Instant LAST_YEAR = Instant.parse("2025-06-01T00:00:00Z");

  private final PostgresService postgres = Services.postgres();
  private final long seed = new Random().nextLong();
  private final RowWorkload rows = RowWorkload.of(seed, LAST_YEAR, 12, 500);
  private final Workload others = Workload.of(seed, LAST_YEAR, 12, 200);

  @AfterEach
  void close() throws Exception {
    postgres.close();
  }

  @Test
  void rowsAndEventsGiveOneHistoryAndEveryRecordCountsOnce() throws Exception {
    TestJob job = new TestJob(Services.kafka(), postgres, "rows").withRows();
    job.publish(others.inOrder());
    job.publish(rows.events());
    job.publishJobs(rows.jobs());
    job.publishConnections(rows.connections());

    Map<String, Long> counted = job.runBounded();

    assertThat(JobRow.all(postgres)).isEqualTo(truth());
    assertThat(JobRow.count(postgres, "source_connection")).isEqualTo(24);
    long published =
        others.inOrder().size()
            + rows.events().size()
            + rows.jobs().size()
            + rows.connections().size();
    assertThat(counted.get("records_read")).isEqualTo(published);
    assertThat(
            counted.get("folded")
                + counted.get("late")
                + counted.get("passed_over")
                + counted.get("dead_lettered"))
        .isEqualTo(published);
    assertThat(job.deadLetters().stream().map(TestJob::reason))
        .hasSize(counted.get("dead_lettered").intValue())
        .hasSize(rows.unusable() + rows.orphans())
        .containsOnly("not_json", "unknown_sync")
        .filteredOn("unknown_sync"::equals)
        .hasSize(rows.orphans());
  }

  @Test
  void jobsWaitForTheirConnectionsOverASavepointAndARescale(@TempDir Path savepoints)
      throws Exception {
    TestJob job = new TestJob(Services.kafka(), postgres, "rows-waiting").withRows();
    try (TestCluster cluster = new TestCluster(2)) {
      JobClient client = job.start(cluster);
      job.publish(rows.events());
      List<Workload.Line> known = rows.connections().subList(0, rows.connections().size() / 2);
      job.publishConnections(known);
      awaitAllRead(job);
      job.publishJobs(rows.jobs());
      awaitAllRead(job);

      client = job.restart(cluster, stop(client, savepoints), 2);
      job.publishConnections(rows.connections().subList(known.size(), rows.connections().size()));

      awaitTables(rows.truth());
      assertThat(job.deadLetters()).hasSize(rows.unusable());
      client.cancel().get();
    }
  }

  @Test
  void rowsMayBeTurnedOnAndOffWithASavepoint(@TempDir Path savepoints) throws Exception {
    TestJob job = new TestJob(Services.kafka(), postgres, "rows-later");
    int half = others.inOrder().size() / 2;
    try (TestCluster cluster = new TestCluster(2)) {
      JobClient client = job.start(cluster);
      job.publish(others.inOrder().subList(0, half));
      awaitAllRead(job);

      job.withRows();
      client = job.restart(cluster, stop(client, savepoints), 2);
      job.publishJobs(rows.jobs());
      job.publishConnections(rows.connections());
      awaitAllRead(job);

      job.withoutRows();
      client = job.restart(cluster, stop(client, savepoints), 3, true);
      job.publish(others.inOrder().subList(half, others.inOrder().size()));

      awaitTables(truth());
      client.cancel().get();
    }
  }

  private Map<String, JobRow> truth() {
    Map<String, JobRow> all = new TreeMap<>(rows.truth());
    all.putAll(others.truth());
    return all;
  }

  private static void awaitAllRead(TestJob job) {
    await().atMost(Duration.ofMinutes(1)).until(job::hasReadAll);
  }

  private void awaitTables(Map<String, JobRow> truth) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(JobRow.observed(JobRow.all(postgres)))
                    .containsExactlyInAnyOrderEntriesOf(JobRow.observed(truth)));
  }

  private static String stop(JobClient client, Path savepoints) throws Exception {
    return client
        .stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(1, TimeUnit.MINUTES);
  }
}
