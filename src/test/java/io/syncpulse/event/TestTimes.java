package io.syncpulse.event;

import java.time.Duration;

/** How event time runs in tests. */
final class TestTimes {

  /** One minute of disorder, idle after 15 seconds, live within five minutes. */
  static final EventTimeBounds BOUNDS =
      new EventTimeBounds(Duration.ofMinutes(1), Duration.ofSeconds(15), Duration.ofMinutes(5));

  private TestTimes() {}
}
