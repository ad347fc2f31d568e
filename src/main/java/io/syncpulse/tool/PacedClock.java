package io.syncpulse.tool;

import java.util.concurrent.TimeUnit;

/** The clock that a replay is timed by and waits on. */
interface PacedClock {

  /** Nanoseconds since some moment. */
  long nanos();

  /** Waits so many nanoseconds. */
  void pause(long nanos) throws InterruptedException;

  /** The machine's clock. */
  static PacedClock system() {
    return new PacedClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void pause(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
      }
    };
  }
}
