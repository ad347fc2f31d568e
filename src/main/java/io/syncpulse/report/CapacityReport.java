package io.syncpulse.report;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * What a planner has to know of a period: demand, use, growth, and what other numbers of workers
 * would have done.
 *
 * @param from its beginning
 * @param to its end, not included
 * @param workers the number of workers that it is measured against
 * @param jobs jobs that were created in it
 * @param jobsSeen jobs that waited or ran in it, those created before among them
 * @param use of the workers
 * @param stepSeconds length of a step of the timeline
 * @param timeline running and queued jobs over time
 * @param hourOfWeek demand by hour of the week
 * @param days demand by day
 * @param growth its trend
 * @param sourceTypes durations and queue times, all jobs first
 * @param throughput entities by day
 * @param whatIf other numbers of workers
 */
public record CapacityReport(
    Instant from,
    Instant to,
    int workers,
    long jobs,
    long jobsSeen,
    Utilization.Figures use,
    long stepSeconds,
    List<Timeline.Step> timeline,
    List<HourOfWeek.Cell> hourOfWeek,
    List<DailyDemand.Day> days,
    Growth growth,
    List<SourceTypes.Row> sourceTypes,
    List<Throughput.Day> throughput,
    WhatIf.Result whatIf) {

  /**
   * Goes through the jobs: once for what was, and at least once more for what might have been.
   *
   * @param jobs those that waited or ran in the period, at least
   * @param seen up to when the past is known, microseconds since the epoch
   * @throws SQLException if the jobs cannot be read
   */
  public static CapacityReport of(JobSource jobs, Question question, long seen)
      throws SQLException {
    Period period = question.period();
    Utilization use = new Utilization(question.workers());
    Timeline timeline = new Timeline(period);
    HourOfWeek hours = new HourOfWeek();
    DailyDemand demand = new DailyDemand();
    Sweep sweep = new Sweep(period, List.of(use, timeline, hours, demand));
    SourceTypes types = new SourceTypes(period);
    Throughput throughput = new Throughput(period);
    WhatIf whatIf = new WhatIf(jobs, period, seen, question.oneAtATime());
    WorkerPool unlimited = whatIf.pool(Integer.MAX_VALUE);
    Replayed replayed = new Replayed(period, seen);
    long[] jobsSeen = {0};
    jobs.forEach(
        job -> {
          jobsSeen[0]++;
          sweep.add(job);
          types.add(job);
          throughput.add(job);
          replayed.give(job, List.of(unlimited));
        });
    sweep.finish();
    List<DailyDemand.Day> days = demand.days();
    return new CapacityReport(
        period.begins(),
        period.ends(),
        question.workers(),
        types.jobs(),
        jobsSeen[0],
        use.figures(),
        timeline.stepSeconds(),
        timeline.steps(),
        hours.cells(),
        days,
        Growth.of(days, question.workers()),
        types.rows(),
        throughput.days(),
        whatIf.search(replayed, unlimited, question.workers(), question.targetSeconds()));
  }
}
