package io.syncpulse.backfill;

import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when somebody waits. */
final class VirtualTime implements Timing {

  private Instant now = Instant.parse("2026-03-01T12:00:00.250Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void pause(Duration time) {
    now = now.plus(time);
  }
}
