package io.syncpulse.report;

import java.util.UUID;

/** Workers that are given jobs, in the order of creation, and say how long these had to wait. */
interface WorkerPool {

  /**
   * The next job.
   *
   * @param at when it was created, microseconds; not before that of the last job
   * @param micros how long it runs
   * @param connection whose it is
   * @param counted whether its queue time counts
   */
  void arrive(long at, long micros, UUID connection, boolean counted);

  /** Lets the jobs that still wait run, so that their queue times count too. */
  void finish();

  /** How many workers there are. */
  int workers();

  /** The most workers that were busy at one time. */
  int busiest();

  /** The queue times so far; null when more jobs waited at one time than can be kept. */
  Durations queueTimes();
}
