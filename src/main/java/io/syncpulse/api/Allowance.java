package io.syncpulse.api;

import java.time.Duration;

/**
 * What a rate limit says to one request.
 *
 * @param granted whether the request may pass
 * @param limit how many requests may pass in any 60 seconds
 * @param remaining how many more may pass at this moment
 * @param reset how long until one that passed leaves the window and room is made
 */
record Allowance(boolean granted, int limit, int remaining, Duration reset) {

  /** For keys without a limit. */
  static final Allowance UNLIMITED =
      new Allowance(true, Integer.MAX_VALUE, Integer.MAX_VALUE, SlidingWindow.LENGTH);

  /** Whole seconds after which one more request passes, at least 1. */
  long retryAfterSeconds() {
    return Math.max(1, reset.plusNanos(999_999_999).toSeconds());
  }
}
