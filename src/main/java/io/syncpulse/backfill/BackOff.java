package io.syncpulse.backfill;

import java.time.Duration;

/**
 * Longer and longer pauses between the tries of one request, none longer than half a minute, all of
 * them together no longer than patience lasts.
 */
final class BackOff {

  static final Duration LONGEST = Duration.ofSeconds(30);

  private final Duration patience;
  private Duration next = Duration.ofSeconds(1);
  private Duration waited = Duration.ZERO;

  BackOff(Duration patience) {
    this.patience = patience;
  }

  /** Whether there is patience for another try. */
  boolean goesOn() {
    return waited.compareTo(patience) < 0;
  }

  /** How long to wait before it. */
  Duration next() {
    Duration pause = next;
    waited = waited.plus(pause);
    next = next.multipliedBy(2);
    if (next.compareTo(LONGEST) > 0) {
      next = LONGEST;
    }
    return pause;
  }
}
