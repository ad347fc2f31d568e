package io.syncpulse.report;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;

/** Demand by hour of the week, UTC: jobs that ran or waited. */
final class HourOfWeek implements Levels {

  /** The epoch was a Thursday: so many days after a Monday. */
  private static final int EPOCH = 3;

  /**
   * What an hour of the week asks for.
   *
   * @param day 1 is Monday, 7 is Sunday
   * @param hour 0 to 23
   * @param hours how many calendar hours the figures rest on, those that the period cuts included
   * @param demandMean running and queued jobs, mean over their time
   * @param demandMax the most at one time
   */
  public record Cell(int day, int hour, int hours, double demandMean, int demandMax) {

    /** Its weekday. */
    public DayOfWeek weekday() {
      return DayOfWeek.of(day);
    }
  }

  private final int[] hours = new int[7 * 24];
  private final int[] max = new int[7 * 24];
  private final double[] demand = new double[7 * 24];
  private final double[] time = new double[7 * 24];
  private long last = Long.MIN_VALUE;

  @Override
  public void stretch(long from, long until, int running, int queued) {
    for (long at = from; at < until; ) {
      long hour = Math.floorDiv(at, Period.HOUR);
      long next = Math.min(until, (hour + 1) * Period.HOUR);
      int cell = (int) Math.floorMod(hour + EPOCH * 24, 7 * 24L);
      if (hour != last) {
        hours[cell]++;
        last = hour;
      }
      max[cell] = Math.max(max[cell], running + queued);
      demand[cell] += (double) (running + queued) * (next - at);
      time[cell] += next - at;
      at = next;
    }
  }

  /** The hours of the week that were seen, Monday first. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < hours.length; i++) {
      if (hours[i] > 0) {
        cells.add(new Cell(i / 24 + 1, i % 24, hours[i], demand[i] / time[i], max[i]));
      }
    }
    return cells;
  }
}
