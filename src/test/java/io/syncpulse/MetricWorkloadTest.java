package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the made-up weeks hold what they promise, and that the oracle can bear them. */
class MetricWorkloadTest {

  private final MetricWorkload workload =
      MetricWorkload.of(new Random().nextLong(), Instant.parse("2025-06-01T00:00:00Z"), 16, 500);

  @Test
  void holdsEveryOutcomeAndOddity() {
    List<TrueJob> jobs = workload.truth();

    assertThat(jobs.stream().map(TrueJob::outcome).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("completed", "failed", "cancelled", "lost");
    assertThat(jobs).anyMatch(job -> job.startedAt() == null && job.outcome().equals("completed"));
    assertThat(jobs).anyMatch(job -> job.startedAt() != null && job.startedAt() > job.endedAt());
    assertThat(jobs).anyMatch(job -> job.batches().stream().anyMatch(b -> b.at() > job.endedAt()));
    assertThat(jobs).anyMatch(job -> job.organization() == null);
    assertThat(workload.disturbed().size()).isGreaterThan(workload.inOrder().size());
  }

  @Test
  void leavesThePlatformsLargestWindowEmptyMoreThanOnce() {
    SortedMap<String, MetricRow> rows =
        new MetricsOracle(workload.truth(), Set.of("platform"))
            .rolling(MetricsOracle.DEFAULT_WINDOWS);

    assertThat(rows.entrySet())
        .filteredOn(row -> row.getKey().contains(" 604800 "))
        .filteredOn(row -> row.getValue().exact().get("jobs").equals("0"))
        .hasSizeGreaterThan(1);
  }
}
