package io.syncpulse.metric;

/**
 * What is kept of one scope: its panes, and how far each window has come over them. Flink keeps it
 * as a POJO, so its fields are public. All times are minutes since the epoch.
 */
public final class ScopeState {

  /** Before all time, and far enough from the end of int to reckon with. */
  static final int NEVER = Integer.MIN_VALUE / 2;

  /** After all time, likewise. */
  static final int END_OF_TIME = Integer.MAX_VALUE / 2;

  /** Every end of every window up to here has been passed. */
  public int frontier = NEVER;

  /** The earliest minute behind the frontier that has changed since it was passed. */
  public int corrected = END_OF_TIME;

  /** When event time has to wake this up; {@link #END_OF_TIME} when no timer is set. */
  public int timer = END_OF_TIME;

  /** Whether something has changed that the preliminary rows do not show. */
  public boolean isStale;

  /** What happened. */
  public Panes panes = new Panes();

  /** How far each window has come. */
  public WindowState[] windows = {};
}
