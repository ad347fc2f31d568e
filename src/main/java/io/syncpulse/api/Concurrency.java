package io.syncpulse.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many jobs ran and waited over time.
 *
 * @param steps in the order of time, without gaps; empty where all lies in the future
 */
record Concurrency(List<Step> steps) {

  /** How many jobs the steps are made of. */
  long jobs() {
    long begun = steps.stream().mapToLong(Step::jobsBegun).sum();
    return steps.isEmpty() ? 0 : steps.get(0).jobsBefore() + begun;
  }

  /** This time and the one that follows it right away, as one. */
  Concurrency then(Concurrency next) {
    List<Step> both = new ArrayList<>(steps);
    both.addAll(next.steps);
    return new Concurrency(both);
  }

  /** The steps that begin in a range of time. */
  Concurrency between(Instant from, Instant to) {
    return new Concurrency(
        steps.stream().filter(step -> !step.at.isBefore(from) && step.at.isBefore(to)).toList());
  }

  /**
   * A stretch of time.
   *
   * @param seconds how long it was
   * @param jobsBefore how many jobs there were already when it began
   * @param jobsBegun how many were created in its time
   * @param runningMax the most jobs that ran at one time
   * @param runningSeconds how long they ran in its time, together
   * @param queuedMax the most jobs that waited at one time
   * @param queuedSeconds how long they waited in its time, together
   */
  record Step(
      Instant at,
      double seconds,
      long jobsBefore,
      long jobsBegun,
      int runningMax,
      double runningSeconds,
      int queuedMax,
      double queuedSeconds) {

    /** How many ran, in the mean over its time. */
    double runningMean() {
      return runningSeconds / seconds;
    }

    /** How many waited, in the mean over its time. */
    double queuedMean() {
      return queuedSeconds / seconds;
    }

    /** This one and a later one, as if they were one stretch of both their lengths. */
    Step and(Step later) {
      return new Step(
          at,
          seconds + later.seconds,
          jobsBefore,
          jobsBegun + later.jobsBegun,
          Math.max(runningMax, later.runningMax),
          runningSeconds + later.runningSeconds,
          Math.max(queuedMax, later.queuedMax),
          queuedSeconds + later.queuedSeconds);
    }
  }
}
