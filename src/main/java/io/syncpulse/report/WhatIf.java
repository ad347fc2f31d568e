package io.syncpulse.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the queue would have been with other numbers of workers: the arrivals and running times that
 * really happened, replayed. A pass over the jobs tries up to {@value #AT_ONCE} numbers at once.
 */
final class WhatIf {

  private static final int AT_ONCE = 24;
  private static final int FEWEST_JOBS = 20;

  /**
   * A number of workers and its queue, times in seconds, percentiles null if there are too few jobs
   * or if more than {@value OneAtATime#MOST_WAITING} jobs waited at one time.
   *
   * @param workers how many
   * @param load running time of all jobs over the time of all workers: from 1 on they never catch
   *     up
   * @param waited share of the jobs that had to wait at all
   */
  public record Row(
      int workers,
      double load,
      Double waited,
      Double queueP50,
      Double queueP95,
      Double queueP99,
      Double queueMean,
      Double queueMax) {}

  /**
   * The whole.
   *
   * @param oneAtATime whether a connection ran one job at a time
   * @param jobs how many queue times each row is of
   * @param leftOut jobs of the period without a known start, which were not replayed
   * @param targetSeconds what the p95 of the queue time should not exceed; null without such
   * @param smallest the least number of workers that meets the target; null if none does or no
   *     target was given
   * @param tooLittleData why there are no rows; null if there are
   * @param rows by number of workers, ascending
   */
  public record Result(
      @JsonProperty("one_at_a_time") boolean oneAtATime,
      long jobs,
      long leftOut,
      Double targetSeconds,
      Integer smallest,
      String tooLittleData,
      List<Row> rows) {}

  private final JobSource jobs;
  private final Period period;
  private final long seen;
  private final boolean oneAtATime;
  private final NavigableMap<Integer, Row> tried = new TreeMap<>();

  WhatIf(JobSource jobs, Period period, long seen, boolean oneAtATime) {
    this.jobs = jobs;
    this.period = period;
    this.seen = seen;
    this.oneAtATime = oneAtATime;
  }

  /** So many workers, under the rule of this replay. */
  WorkerPool pool(int workers) {
    return oneAtATime ? new OneAtATime(workers) : new FirstInFirstOut(workers);
  }

  /**
   * Tries numbers of workers, from what the load needs to what nobody waits with, and finds the
   * smallest that meets the target.
   *
   * @param replayed the jobs as they were given to an unlimited pool
   * @param unlimited that pool
   * @param workers a number that is tried, too
   * @param targetSeconds the target; null for none
   */
  Result search(Replayed replayed, WorkerPool unlimited, int workers, Double targetSeconds)
      throws SQLException {
    if (replayed.jobs() < FEWEST_JOBS) {
      String why =
          "too little data: %s of at least %s jobs with a known start"
              .formatted(replayed.jobs(), FEWEST_JOBS);
      return result(replayed, targetSeconds, null, why, List.of());
    }
    int lowest = (int) Math.max(1, Math.ceil(replayed.load()));
    SortedSet<Integer> shown = spread(lowest, Math.max(lowest, unlimited.busiest()));
    shown.add(workers);
    tryOut(shown);
    Integer smallest = targetSeconds == null ? null : smallest(targetSeconds, shown);
    return result(replayed, targetSeconds, smallest, null, shown.stream().map(tried::get).toList());
  }

  /** Halves, or better, the gap between what fails and what meets the target, until it is 1. */
  private Integer smallest(double targetSeconds, SortedSet<Integer> shown) throws SQLException {
    while (true) {
      Integer meets =
          tried.values().stream()
              .filter(row -> row.queueP95() != null && row.queueP95() <= targetSeconds)
              .map(Row::workers)
              .findFirst()
              .orElse(null);
      if (meets == null) {
        return null;
      }
      Map.Entry<Integer, Row> below = tried.lowerEntry(meets);
      int fails = below == null ? 0 : below.getKey();
      if (meets - fails == 1) {
        shown.add(meets);
        if (fails > 0) {
          shown.add(fails);
        }
        return meets;
      }
      tryOut(spread(fails + 1, meets - 1));
    }
  }

  private void tryOut(Collection<Integer> sizes) throws SQLException {
    List<WorkerPool> pools = sizes.stream().map(this::pool).toList();
    Replayed replayed = new Replayed(period, seen);
    jobs.forEach(job -> replayed.give(job, pools));
    for (WorkerPool pool : pools) {
      pool.finish();
      tried.put(pool.workers(), row(pool, replayed.load()));
    }
  }

  private static Row row(WorkerPool pool, double load) {
    double share = load / pool.workers();
    Durations times = pool.queueTimes();
    return times == null
        ? new Row(pool.workers(), share, null, null, null, null, null, null)
        : new Row(
            pool.workers(),
            share,
            times.positive(),
            times.percentile(50),
            times.percentile(95),
            times.percentile(99),
            times.mean(),
            times.max());
  }

  private Result result(
      Replayed replayed, Double target, Integer smallest, String tooLittle, List<Row> rows) {
    return new Result(
        oneAtATime, replayed.jobs(), replayed.leftOut(), target, smallest, tooLittle, rows);
  }

  /** Up to {@value #AT_ONCE} numbers, both ends among them, each larger by the same factor. */
  static SortedSet<Integer> spread(int lowest, int highest) {
    SortedSet<Integer> numbers = new TreeSet<>();
    if (highest - lowest < AT_ONCE) {
      for (int n = lowest; n <= highest; n++) {
        numbers.add(n);
      }
      return numbers;
    }
    double factor = Math.pow((double) highest / lowest, 1.0 / (AT_ONCE - 1));
    for (int i = 0; i < AT_ONCE; i++) {
      numbers.add((int) Math.round(lowest * Math.pow(factor, i)));
    }
    numbers.add(highest);
    return numbers;
  }
}
