package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.MetricsOracle.Window;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of metrics that bounded runs leave behind, row for row against the oracle. */
class MetricsIT {

  private static final Instant LAST_YEAR = Instant.parse("2025-06-01T00:00:00Z");

  private final KafkaService kafka = Services.kafka();
  private final MetricWorkload workload =
      MetricWorkload.of(new Random().nextLong(), LAST_YEAR, 24, 720);

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 4"})
  void theTablesAreWhatTheJobsSay(boolean preliminary, int parallelism) throws Exception {
    MetricsOracle oracle = new MetricsOracle(workload.truth(), MetricsOracle.ALL_SCOPES);
    try (PostgresService postgres = Services.postgres()) {
      TestJob job =
          new TestJob(kafka, postgres, "metrics")
              .with("metrics.preliminary", "" + preliminary)
              .withParallelism(parallelism);
      job.publish(workload.inOrder());
      job.runBounded();
      MetricTables.assertAre(oracle, MetricsOracle.DEFAULT_WINDOWS, postgres);
      assertThat(JobRow.count(postgres, "late_outcome")).isZero();
      assertThat(JobRow.count(postgres, "rejected_row")).isZero();

      job.publish(workload.disturbed());
      job.runBounded();
      MetricTables.assertAre(oracle, MetricsOracle.DEFAULT_WINDOWS, postgres);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aDisturbedStreamAloneGivesTheSameTables(int parallelism) throws Exception {
    try (PostgresService postgres = Services.postgres()) {
      TestJob job = new TestJob(kafka, postgres, "disturbed").withParallelism(parallelism);
      job.publish(workload.disturbed());
      job.runBounded();

      MetricTables.assertAre(
          new MetricsOracle(workload.truth(), MetricsOracle.ALL_SCOPES),
          MetricsOracle.DEFAULT_WINDOWS,
          postgres);
      assertThat(JobRow.count(postgres, "late_outcome")).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT10M, PT5M, PT2H, PT1H, true",
    "PT2H, PT1H, P3D, PT6H, false",
    "PT1M, PT1M, PT1H, PT1H, true"
  })
  void windowsAreAsTheyAreSet(
      Duration size, Duration slide, Duration otherSize, Duration otherSlide, boolean preliminary)
      throws Exception {
    List<Window> windows = List.of(new Window(size, slide), new Window(otherSize, otherSlide));
    try (PostgresService postgres = Services.postgres()) {
      TestJob job =
          new TestJob(kafka, postgres, "windows")
              .with("metrics.windows", MetricTables.setting(windows))
              .with("metrics.preliminary", "" + preliminary);
      job.publish(workload.disturbed());
      job.runBounded();

      MetricTables.assertAre(
          new MetricsOracle(workload.truth(), MetricsOracle.ALL_SCOPES), windows, postgres);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"connection", "source_type,platform", "organization"})
  void scopesAreAsTheyAreSet(String scopes) throws Exception {
    List<Window> windows = List.of(new Window(Duration.ofDays(1), Duration.ofHours(1)));
    try (PostgresService postgres = Services.postgres()) {
      TestJob job =
          new TestJob(kafka, postgres, "scopes")
              .with("metrics.windows", MetricTables.setting(windows))
              .with("metrics.scopes", scopes.replace('_', '-'));
      job.publish(workload.inOrder());
      job.runBounded();

      MetricTables.assertAre(
          new MetricsOracle(workload.truth(), Set.of(scopes.split(","))), windows, postgres);
    }
  }

  @Test
  void whatHappensCostsAtMostTwoRowsOfAWindow() throws Exception {
    long bookings = workload.truth().stream().mapToLong(job -> 1 + job.batches().size()).sum();
    try (PostgresService postgres = Services.postgres()) {
      TestJob job = new TestJob(kafka, postgres, "rows").with("metrics.scopes", "connection");
      job.publish(workload.disturbed());
      job.runBounded();

      assertThat(JobRow.count(postgres, "rolling_metrics"))
          .isPositive()
          .isLessThanOrEqualTo(2 * MetricsOracle.DEFAULT_WINDOWS.size() * bookings);
    }
  }
}
