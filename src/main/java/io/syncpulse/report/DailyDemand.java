package io.syncpulse.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Demand day by day, UTC: jobs that ran or waited, by the share of the day's time. */
final class DailyDemand implements Levels {

  private static final double SHARE = 0.95;

  /**
   * One day.
   *
   * @param date which
   * @param whole whether the period covers all of it
   * @param demandMean running and queued jobs, mean over its time
   * @param demandP95 in 95 % of its time no more than so many ran or waited
   * @param runningMax the most that ran at one time
   * @param runningMaxAt when that was first so
   * @param queuedMax the most that waited at one time
   */
  public record Day(
      LocalDate date,
      boolean whole,
      double demandMean,
      int demandP95,
      int runningMax,
      Instant runningMaxAt,
      int queuedMax) {}

  private final List<Day> days = new ArrayList<>();

  /** At i the microseconds of the day in which the demand was i. */
  private long[] time = new long[64];

  private long day = Long.MIN_VALUE;
  private int runningMax;
  private long runningMaxAt;
  private int queuedMax;

  @Override
  public void stretch(long from, long until, int running, int queued) {
    for (long at = from; at < until; ) {
      long today = Math.floorDiv(at, Period.DAY);
      if (today != day) {
        close();
        day = today;
        runningMax = -1;
        queuedMax = 0;
      }
      long next = Math.min(until, (today + 1) * Period.DAY);
      int demand = running + queued;
      if (demand >= time.length) {
        time = Arrays.copyOf(time, Math.max(demand + 1, time.length * 2));
      }
      time[demand] += next - at;
      if (running > runningMax) {
        runningMax = running;
        runningMaxAt = at;
      }
      queuedMax = Math.max(queuedMax, queued);
      at = next;
    }
  }

  /** The days of the period, in their order; to be asked once, at its end. */
  List<Day> days() {
    close();
    return days;
  }

  private void close() {
    if (day == Long.MIN_VALUE) {
      return;
    }
    long covered = Arrays.stream(time).sum();
    double sum = 0;
    long below = 0;
    int p95 = -1;
    for (int demand = 0; below < covered; demand++) {
      below += time[demand];
      sum += (double) time[demand] * demand;
      if (p95 < 0 && below >= SHARE * covered) {
        p95 = demand;
      }
    }
    days.add(
        new Day(
            LocalDate.ofEpochDay(day),
            covered == Period.DAY,
            sum / covered,
            p95,
            runningMax,
            Period.instant(runningMaxAt),
            queuedMax));
    Arrays.fill(time, 0);
    day = Long.MIN_VALUE;
  }
}
