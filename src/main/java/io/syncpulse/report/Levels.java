package io.syncpulse.report;

/** Hears how many jobs run and wait, stretch by stretch, in the order of time and without a gap. */
@FunctionalInterface
interface Levels {

  /**
   * From one moment (included) to another (not included) nothing changed.
   *
   * @param from microseconds since the epoch
   * @param until the same, later than from
   * @param running jobs that ran
   * @param queued jobs that waited
   */
  void stretch(long from, long until, int running, int queued);
}
