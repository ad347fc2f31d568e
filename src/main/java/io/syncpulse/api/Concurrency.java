package io.syncpulse.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many jobs ran and waited over time.
 *
 * @param jobsBefore how many jobs there were already when it began
 * @param jobsBegun how many were created in that time
 * @param steps in the order of time, without gaps; empty where all lies in the future
 */
record Concurrency(long jobsBefore, long jobsBegun, List<Step> steps) {

  /** How many jobs the steps are made of. */
  long jobs() {
    return jobsBefore + jobsBegun;
  }

  /** This time and the one that follows it right away, as one. */
  Concurrency then(Concurrency next) {
    List<Step> both = new ArrayList<>(steps);
    both.addAll(next.steps);
    return new Concurrency(jobsBefore, jobsBegun + next.jobsBegun, both);
  }

  /**
   * A stretch of time.
   *
   * @param seconds how long it was
   * @param runningMax the most jobs that ran at one time
   * @param runningMean how many ran, in the mean over its time
   * @param queuedMax the most jobs that waited at one time
   * @param queuedMean how many waited, in the mean over its time
   */
  record Step(
      Instant at,
      double seconds,
      int runningMax,
      double runningMean,
      int queuedMax,
      double queuedMean) {

    /** This one and one that lies elsewhere, as if they were one stretch of both their lengths. */
    Step and(Step other) {
      double both = seconds + other.seconds;
      return new Step(
          at,
          both,
          Math.max(runningMax, other.runningMax),
          (runningMean * seconds + other.runningMean * other.seconds) / both,
          Math.max(queuedMax, other.queuedMax),
          (queuedMean * seconds + other.queuedMean * other.seconds) / both);
    }
  }
}
