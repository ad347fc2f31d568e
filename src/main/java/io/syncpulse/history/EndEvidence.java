package io.syncpulse.history;

/**
 * How the end of a job is known. The order of declaration is the weight, here and in Postgres,
 * which keeps its number.
 */
public enum EndEvidence {
  /** Nothing told it: it is the earliest time at which it can have been. */
  NONE,
  /** Another record told it than the row that shows that the job has ended. */
  OTHER,
  /** What shows that the job has ended tells it; so, too, of a job that has not. */
  OWN
}
