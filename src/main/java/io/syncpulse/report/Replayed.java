package io.syncpulse.report;

import java.util.Collection;

/** The jobs that really came, as workers of any number are given them. */
final class Replayed {

  private final Period period;
  private final long seen;
  private long jobs;
  private long leftOut;
  private double work;

  /**
   * Of a period.
   *
   * @param seen up to when the past is known, microseconds: a job that is open has run so far
   */
  Replayed(Period period, long seen) {
    this.period = period;
    this.seen = seen;
  }

  /**
   * Gives a job to all pools. One that came before the period takes its worker, but its queue time
   * does not count; one without a known start is left out, for nobody knows how long it ran.
   */
  void give(JobSpan job, Collection<? extends WorkerPool> pools) {
    if (job.createdAt() >= period.to()) {
      return;
    }
    boolean counted = period.contains(job.createdAt());
    if (!job.started()) {
      leftOut += counted ? 1 : 0;
      return;
    }
    long micros = job.runMicros(seen);
    jobs += counted ? 1 : 0;
    work += counted ? micros : 0;
    for (WorkerPool pool : pools) {
      pool.arrive(job.createdAt(), micros, job.connection(), counted);
    }
  }

  /** How many queue times count. */
  long jobs() {
    return jobs;
  }

  /** How many jobs of the period have no known start. */
  long leftOut() {
    return leftOut;
  }

  /** How many workers the jobs of the period would keep busy without a pause. */
  double load() {
    return work / period.length();
  }
}
