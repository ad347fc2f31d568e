package io.syncpulse.api;

import java.time.Duration;

/**
 * The requests of one key that were let through in the last 60 seconds, each until exactly 60
 * seconds after it was.
 *
 * <p>Keeps one long for each of them, so its memory is bounded by the limit.
 */
final class SlidingWindow {

  static final Duration LENGTH = Duration.ofSeconds(60);

  private static final long LENGTH_NANOS = LENGTH.toNanos();

  private long[] times = new long[8];
  private int oldest;
  private int count;

  /**
   * Lets one request through, or refuses it. One that is refused does not count.
   *
   * @param limit most requests within the window; may differ from call to call
   * @param nanos the time now, in nanoseconds of any one origin
   */
  synchronized Allowance request(int limit, long nanos) {
    long now = notBeforeNewest(nanos);
    while (count > 0 && now - times[oldest] >= LENGTH_NANOS) {
      oldest = (oldest + 1) % times.length;
      count--;
    }
    boolean granted = count < limit;
    if (granted) {
      add(now);
    }
    // When the limit was lowered there is room only after several of the oldest have left.
    int mustLeave = Math.max(0, count - limit);
    Duration reset = Duration.ofNanos(at(mustLeave) + LENGTH_NANOS - now);
    return new Allowance(granted, limit, Math.max(0, limit - count), reset);
  }

  /** Threads that read the clock one after the other may get here the other way round. */
  private long notBeforeNewest(long nanos) {
    return count > 0 && nanos - at(count - 1) < 0 ? at(count - 1) : nanos;
  }

  private long at(int index) {
    return times[(oldest + index) % times.length];
  }

  private void add(long now) {
    if (count == times.length) {
      long[] larger = new long[times.length * 2];
      for (int i = 0; i < count; i++) {
        larger[i] = at(i);
      }
      times = larger;
      oldest = 0;
    }
    times[(oldest + count) % times.length] = now;
    count++;
  }
}
