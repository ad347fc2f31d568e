package io.syncpulse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;

class WhatIfPropertyTest {

  private static final long SECOND = 1_000_000;
  private static final int SPAN = 900;
  private static final Period PERIOD = new Period(0, SPAN * SECOND);

  private static List<QueueOracle.Job> jobs(long seed, int n, int longest) {
    Random random = new Random(seed);
    List<QueueOracle.Job> jobs = new ArrayList<>();
    long[] arrivals = random.longs(n, 0, SPAN).sorted().toArray();
    for (long at : arrivals) {
      jobs.add(
          new QueueOracle.Job(at, random.nextInt(longest), new UUID(0, random.nextInt(n / 3 + 1))));
    }
    return jobs;
  }

  @Property(tries = 300)
  void queueTimesAreThoseOfTheWalkThroughEverySecond(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 120) int n,
      @ForAll @IntRange(min = 1, max = 9) int workers,
      @ForAll @IntRange(min = 1, max = 80) int longest,
      @ForAll boolean oneAtATime) {
    List<QueueOracle.Job> jobs = jobs(seed, n, longest);
    WorkerPool pool = oneAtATime ? new OneAtATime(workers) : new FirstInFirstOut(workers);
    for (QueueOracle.Job job : jobs) {
      pool.arrive(job.at() * SECOND, job.seconds() * SECOND, job.connection(), true);
    }
    pool.finish();

    long[] waits = QueueOracle.waits(jobs, workers, oneAtATime);
    Durations times = pool.queueTimes();
    assertThat(times.count()).isEqualTo(n);
    assertThat(times.max()).isEqualTo(Arrays.stream(waits).max().orElseThrow());
    assertThat(times.mean()).isCloseTo(Arrays.stream(waits).average().orElseThrow(), within(1e-6));
    assertThat(times.positive() * n)
        .isCloseTo(Arrays.stream(waits).filter(wait -> wait > 0).count(), within(1e-6));
    Arrays.sort(waits);
    for (int percent : new int[] {50, 95, 99}) {
      long exact = waits[(n * percent + 99) / 100 - 1];
      assertThat(times.rank(percent)).isCloseTo(exact, Percentage.withPercentage(1));
    }
  }

  @Property(tries = 40)
  void theSmallestNumberOfWorkersIsThatOfTryingThemAll(
      @ForAll long seed,
      @ForAll @IntRange(min = 20, max = 200) int n,
      @ForAll @IntRange(min = 1, max = 600) int longest,
      @ForAll @IntRange(max = 100) int target)
      throws SQLException {
    List<QueueOracle.Job> jobs = jobs(seed, n, longest);
    WhatIf.Result result = search(jobs, target, false);

    int least = 1;
    // Off every border of a bucket, so that one per cent cannot decide.
    while (p95(QueueOracle.waits(jobs, least, false)) > target + 0.5) {
      least++;
    }
    assertThat(result.smallest()).isEqualTo(least);
    assertThat(result.rows()).extracting(WhatIf.Row::workers).contains(least, 5).isSorted();
  }

  @Property(tries = 20)
  void noNumberOfWorkersHelpsAConnectionThatWaitsForItself(@ForAll long seed) throws SQLException {
    UUID one = new UUID(0, 1);
    List<QueueOracle.Job> jobs =
        jobs(seed, 60, 50).stream()
            .map(job -> new QueueOracle.Job(job.at(), 40 + job.seconds(), one))
            .toList();

    assertThat(search(jobs, 30, true).smallest()).isNull();
    assertThat(search(jobs, 30, false).smallest()).isNotNull();
  }

  private static WhatIf.Result search(List<QueueOracle.Job> jobs, int target, boolean oneAtATime)
      throws SQLException {
    JobSource source =
        consumer ->
            jobs.forEach(
                job ->
                    consumer.accept(
                        new JobSpan(
                            job.connection(),
                            "notion",
                            true,
                            job.at() * SECOND,
                            job.at() * SECOND,
                            (job.at() + job.seconds()) * SECOND,
                            0)));
    WhatIf whatIf = new WhatIf(source, PERIOD, JobSpan.NEVER, oneAtATime);
    WorkerPool unlimited = whatIf.pool(Integer.MAX_VALUE);
    Replayed replayed = new Replayed(PERIOD, JobSpan.NEVER);
    source.forEach(job -> replayed.give(job, List.of(unlimited)));
    unlimited.finish();
    return whatIf.search(replayed, unlimited, 5, target + 0.5);
  }

  private static long p95(long[] waits) {
    long[] sorted = waits.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length * 95 + 99) / 100 - 1];
  }
}
