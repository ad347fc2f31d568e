package io.syncpulse.report;

import java.util.UUID;

/**
 * Workers that take the oldest job first. When a job comes, all before it have their worker, so it
 * starts when the first worker is free: nothing but the times of busy workers has to be kept (the
 * recursion of Kiefer and Wolfowitz, Transactions of the American Mathematical Society 78, 1955).
 */
final class FirstInFirstOut implements WorkerPool {

  private final int workers;
  private final TimeHeap busyUntil = new TimeHeap();
  private final Durations queueTimes = new Durations();
  private int busiest;

  FirstInFirstOut(int workers) {
    this.workers = workers;
  }

  @Override
  public void arrive(long at, long micros, UUID connection, boolean counted) {
    while (busyUntil.earliest() <= at) {
      busyUntil.removeEarliest();
    }
    long starts = at;
    if (busyUntil.size() < workers) {
      busyUntil.add(at + micros);
      busiest = Math.max(busiest, busyUntil.size());
    } else {
      starts = busyUntil.earliest();
      busyUntil.replaceEarliest(starts + micros);
    }
    if (counted) {
      queueTimes.add(starts - at);
    }
  }

  @Override
  public void finish() {
    // Every job knew its start when it came.
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public int busiest() {
    return busiest;
  }

  @Override
  public Durations queueTimes() {
    return queueTimes;
  }
}
