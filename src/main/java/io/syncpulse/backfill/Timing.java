package io.syncpulse.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock that requests are timed by, and waits on. */
public interface Timing {

  /** What the clock shows. */
  Instant now();

  /** Waits that long. */
  void pause(Duration time) throws InterruptedException;

  /** The machine's clock. */
  static Timing system() {
    return new Timing() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
      }
    };
  }
}
