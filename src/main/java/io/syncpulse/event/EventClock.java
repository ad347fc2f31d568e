package io.syncpulse.event;

/**
 * The event time of one partition. All times are milliseconds.
 *
 * <ul>
 *   <li>While events come, event time is that of the newest one. The watermark is the bound of
 *       disorder behind it.
 *   <li>An event ahead of the clock counts as the clock's now: a sender whose clock is wrong cannot
 *       drag event time ahead of what others will send. In a replay of the past nothing is ahead of
 *       the clock, so a replay does not depend on when it runs.
 *   <li>When no event has come for a while, and event time was close to the clock when the newest
 *       one was read, the partition is live and silent: event time follows the clock, so that the
 *       last windows close and lost jobs are noticed.
 *   <li>When it was not close, or there was no event at all, more of the past may follow: event
 *       time stays, and the partition is idle.
 *   <li>A row that was read as it stood, of whatever age, does not move event time, but while such
 *       rows come the partition holds the others back: so a past that is brought in at the start is
 *       read before any window closes.
 *   <li>An event ends silence, whatever its time. Event time never goes back.
 * </ul>
 *
 * <p>Silence is measured between probes, on a clock that stops while the reader is held up, and
 * begins with the first probe after an event. A step between two probes counts for at most half of
 * the time that makes a partition silent: after a long pause of the process, what came meanwhile is
 * unread, and that is no silence.
 */
final class EventClock {

  /** The watermark before any event. */
  static final long NONE = Long.MIN_VALUE;

  private final long disorder;
  private final long idleAfter;
  private final long liveWithin;

  private long eventTime = NONE;
  private boolean live;
  private boolean heard;
  private long silence;
  private long lastProbe;

  /**
   * @param activeNow what the clock of the reader's activity shows
   */
  EventClock(EventTimeBounds bounds, long activeNow) {
    this.disorder = bounds.disorder().toMillis();
    this.idleAfter = bounds.idleAfter().toMillis();
    this.liveWithin = bounds.liveWithin().toMillis();
    this.lastProbe = activeNow;
  }

  /** An event of this time was read now (both since the epoch). */
  void observe(long at, long now) {
    hear();
    long shown = Math.min(at, now);
    if (shown > eventTime) {
      eventTime = shown;
      live = now - shown <= liveWithin;
    }
  }

  /** Something was read that does not tell the time: a sign of life. */
  void hear() {
    heard = true;
    silence = 0;
  }

  /** Time has passed: to be called again and again, with what the activity clock shows. */
  void probe(long activeNow) {
    long step = heard ? 0 : Math.min(activeNow - lastProbe, idleAfter - idleAfter / 2);
    boolean wasSilent = isSilent();
    silence += step;
    if (live && isSilent()) {
      eventTime += wasSilent ? step : silence;
    }
    heard = false;
    lastProbe = activeNow;
  }

  /** Whether others should not wait for this partition. */
  boolean isIdle() {
    return isSilent() && !live;
  }

  /** No event at or before this time is expected any more; {@link #NONE} before the first event. */
  long watermark() {
    return eventTime == NONE ? NONE : eventTime - disorder - 1;
  }

  private boolean isSilent() {
    return silence >= idleAfter;
  }
}
