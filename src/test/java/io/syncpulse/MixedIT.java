package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import io.syncpulse.story.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same day heard of by events, by rows, by both, by two thirds of both, without a backfill and
 * with one: the tables are the truth as far as it was told.
 */
class MixedIT {

  private static final Instant LAST_YEAR = Instant.parse("2025-06-01T00:00:00Z");
  private static final int CONNECTIONS = 12;
  private static final int JOBS = 25;

  static Stream<Arguments> ways() {
    Set<Path> events = EnumSet.of(Path.EVENTS);
    Set<Path> rows = EnumSet.of(Path.ROWS);
    Set<Path> both = EnumSet.of(Path.EVENTS, Path.ROWS);
    return Stream.of(
            Arguments.of(events, false),
            Arguments.of(rows, false),
            Arguments.of(both, false),
            Arguments.of(both, true))
        .flatMap(way -> Stream.of(way, withBackfill(way)));
  }

  private static Arguments withBackfill(Arguments way) {
    Set<Path> paths = EnumSet.copyOf(Path.BACKFILL);
    ((Set<?>) way.get()[0]).forEach(path -> paths.add((Path) path));
    return Arguments.of(paths, way.get()[1]);
  }

  @ParameterizedTest(name = "{0}, losses: {1}")
  @MethodSource("ways")
  void theTablesAreTheTruthAsFarAsItWasTold(Set<Path> paths, boolean loses) throws Exception {
    MixedWorkload workload = new MixedWorkload(new Random().nextLong(), LAST_YEAR, paths, loses);
    for (int i = 0; i < CONNECTIONS; i++) {
      workload.add(i, JOBS);
    }
    try (PostgresService postgres = Services.postgres()) {
      TestJob job = new TestJob(Services.kafka(), postgres, "mixed");
      job.publish(workload.events());
      if (paths.contains(Path.ROWS)) {
        job.withRows();
        job.publishJobs(workload.rows());
        job.publishConnections(workload.connections());
      }
      if (paths.containsAll(Path.BACKFILL)) {
        job.publishBackfill(workload.backfill());
      }

      Map<String, Long> counted = job.runBounded();

      assertThat(JobRow.all(postgres)).isEqualTo(workload.table());
      MetricTables.assertAre(
          new MetricsOracle(workload.truth(), MetricsOracle.ALL_SCOPES),
          MetricsOracle.DEFAULT_WINDOWS,
          postgres);
      assertThat(JobRow.count(postgres, "late_outcome")).isZero();
      assertThat(
              Stream.of("folded", "late", "passed_over", "dead_lettered")
                  .mapToLong(counted::get)
                  .sum())
          .isEqualTo(counted.get("records_read"));
    }
  }
}
