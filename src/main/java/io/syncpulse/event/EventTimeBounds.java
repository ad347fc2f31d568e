package io.syncpulse.event;

import java.io.Serializable;
import java.time.Duration;

/**
 * How event time runs.
 *
 * @param disorder how far behind the newest event another may still be on time; 0 or more
 * @param idleAfter how long a partition must be silent before it no longer holds others back; more
 *     than 0
 * @param liveWithin how far behind the clock the newest event may be for its partition to count as
 *     live, so that its event time follows the clock when it falls silent; 0 or more
 */
public record EventTimeBounds(Duration disorder, Duration idleAfter, Duration liveWithin)
    implements Serializable {

  /**
   * @throws IllegalArgumentException when one is out of its range
   */
  public EventTimeBounds {
    if (disorder.isNegative()) {
      throw new IllegalArgumentException("disorder must be 0 or more, but is " + disorder);
    }
    if (idleAfter.toMillis() <= 0) {
      throw new IllegalArgumentException("idleAfter must be 1 ms or more, but is " + idleAfter);
    }
    if (liveWithin.isNegative()) {
      throw new IllegalArgumentException("liveWithin must be 0 or more, but is " + liveWithin);
    }
  }

  /**
   * The same for a source that ends: nothing is ever idle there. A reader that has come to its end
   * sends the last watermark of all, and if the others were idle then, all that they have yet to
   * read would be late.
   */
  public EventTimeBounds forBoundedSource() {
    return new EventTimeBounds(disorder, Duration.ofMillis(Long.MAX_VALUE), liveWithin);
  }
}
