package io.syncpulse.report;

import java.time.Instant;

/** How far so many workers, one for each running job, were used. */
final class Utilization implements Levels {

  /**
   * The figures of the whole period.
   *
   * @param workers how many there are
   * @param runningMean jobs that ran, mean over time
   * @param used running time over worker time; more than 1 if more ran than that
   * @param atLimit share of the time in which at least so many ran
   * @param overLimit share of the time in which more than so many ran
   * @param runningMax the most that ran at one time
   * @param runningMaxAt when that was first so
   * @param queuedMean jobs that waited, mean over time
   * @param queuedMax the most that waited at one time
   * @param queuedMaxAt when that was first so
   */
  public record Figures(
      int workers,
      double runningMean,
      double used,
      double atLimit,
      double overLimit,
      int runningMax,
      Instant runningMaxAt,
      double queuedMean,
      int queuedMax,
      Instant queuedMaxAt) {}

  private final int workers;
  private double time;
  private double running;
  private double queued;
  private double atLimit;
  private double overLimit;
  private int runningMax = -1;
  private long runningMaxAt;
  private int queuedMax = -1;
  private long queuedMaxAt;

  Utilization(int workers) {
    this.workers = workers;
  }

  @Override
  public void stretch(long from, long until, int runningNow, int queuedNow) {
    double length = until - from;
    time += length;
    running += runningNow * length;
    queued += queuedNow * length;
    atLimit += runningNow >= workers ? length : 0;
    overLimit += runningNow > workers ? length : 0;
    if (runningNow > runningMax) {
      runningMax = runningNow;
      runningMaxAt = from;
    }
    if (queuedNow > queuedMax) {
      queuedMax = queuedNow;
      queuedMaxAt = from;
    }
  }

  Figures figures() {
    return new Figures(
        workers,
        running / time,
        running / time / workers,
        atLimit / time,
        overLimit / time,
        runningMax,
        Period.instant(runningMaxAt),
        queued / time,
        queuedMax,
        Period.instant(queuedMaxAt));
  }
}
