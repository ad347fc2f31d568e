package io.syncpulse.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Jobs and entities by the day, UTC, on which the jobs left. */
final class Throughput {

  /**
   * One day.
   *
   * @param date which
   * @param jobs how many ended or were lost
   * @param entities what these had inserted, updated and deleted
   * @param entitiesPerSecond the same over the part of the day that the period covers
   */
  public record Day(LocalDate date, long jobs, long entities, double entitiesPerSecond) {}

  private final Period period;
  private final long first;
  private final long[] jobs;
  private final long[] entities;

  Throughput(Period period) {
    this.period = period;
    this.first = Math.floorDiv(period.from(), Period.DAY);
    int days = (int) (Math.floorDiv(period.to() - 1, Period.DAY) - first) + 1;
    this.jobs = new long[days];
    this.entities = new long[days];
  }

  void add(JobSpan job) {
    if (period.contains(job.leftAt())) {
      int day = (int) (Math.floorDiv(job.leftAt(), Period.DAY) - first);
      jobs[day]++;
      entities[day] += job.entities();
    }
  }

  List<Day> days() {
    List<Day> days = new ArrayList<>(jobs.length);
    for (int i = 0; i < jobs.length; i++) {
      long begins = Math.max(period.from(), (first + i) * Period.DAY);
      long ends = Math.min(period.to(), (first + i + 1) * Period.DAY);
      days.add(
          new Day(
              LocalDate.ofEpochDay(first + i),
              jobs[i],
              entities[i],
              entities[i] / ((ends - begins) / 1e6)));
    }
    return days;
  }
}
