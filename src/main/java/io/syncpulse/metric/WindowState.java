package io.syncpulse.metric;

/**
 * How far one window of one scope has come. Flink keeps it as a POJO, so its fields are public. All
 * times are minutes, those that are moments since the epoch.
 */
public final class WindowState {

  /** Which window this is. */
  public int size;

  /** Which window this is. */
  public int slide;

  /** Up to here everything was stated: there are the rows that were given out and no others. */
  public int stated;

  /** What the window holds at its last end up to the scope's frontier. */
  public Measures content = new Measures();
}
