package io.syncpulse.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Running and queued jobs in steps of equal length that begin with the period. */
final class Timeline implements Levels {

  /** Lengths of a step that people can read, in hours; at most so long that {@link #MOST} fit. */
  private static final int[] HOURS = {1, 2, 3, 4, 6, 12, 24, 48, 168};

  private static final int MOST = 800;

  /**
   * One step.
   *
   * @param at its beginning
   * @param runningMax the most that ran at one time
   * @param runningMean the mean over its time
   * @param queuedMax the most that waited at one time
   * @param queuedMean the mean over its time
   */
  public record Step(
      Instant at, int runningMax, double runningMean, int queuedMax, double queuedMean) {}

  private final Period period;
  private final long step;
  private final int[] runningMax;
  private final int[] queuedMax;
  private final double[] running;
  private final double[] queued;

  Timeline(Period period) {
    this(period, readable(period));
  }

  /**
   * With a step of one's own.
   *
   * @param step its length in microseconds
   */
  Timeline(Period period, long step) {
    this.period = period;
    this.step = step;
    int steps = Math.toIntExact((period.length() + step - 1) / step);
    this.runningMax = new int[steps];
    this.queuedMax = new int[steps];
    this.running = new double[steps];
    this.queued = new double[steps];
  }

  private static long readable(Period period) {
    for (int hours : HOURS) {
      if (period.length() / (hours * Period.HOUR) <= MOST) {
        return hours * Period.HOUR;
      }
    }
    return HOURS[HOURS.length - 1] * Period.HOUR;
  }

  @Override
  public void stretch(long from, long until, int runningNow, int queuedNow) {
    for (long at = from; at < until; ) {
      int i = (int) ((at - period.from()) / step);
      long next = Math.min(until, end(i));
      runningMax[i] = Math.max(runningMax[i], runningNow);
      queuedMax[i] = Math.max(queuedMax[i], queuedNow);
      running[i] += (double) runningNow * (next - at);
      queued[i] += (double) queuedNow * (next - at);
      at = next;
    }
  }

  private long end(int i) {
    return Math.min(period.to(), period.from() + (i + 1) * step);
  }

  /** Length of a step in seconds; the last one may be shorter. */
  long stepSeconds() {
    return step / 1_000_000;
  }

  /** All steps, in the order of time. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>(running.length);
    for (int i = 0; i < running.length; i++) {
      long begins = period.from() + i * step;
      double length = end(i) - begins;
      steps.add(
          new Step(
              Period.instant(begins),
              runningMax[i],
              running[i] / length,
              queuedMax[i],
              queued[i] / length));
    }
    return steps;
  }
}
