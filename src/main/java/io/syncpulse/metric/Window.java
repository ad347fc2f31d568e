package io.syncpulse.metric;

import java.io.Serializable;

/**
 * A window that slides over event time. All times are minutes, those that are moments since the
 * epoch.
 *
 * @param size what it covers; a multiple of the slide
 * @param slide how often it moves; it ends at multiples of this
 * @param stands whether each place of the window stands for itself (a calendar hour): then nothing
 *     is said of one in which nothing happened
 */
public record Window(int size, int slide, boolean stands) implements Serializable {

  /** Calendar hours. */
  static final Window HOUR = new Window(60, 60, true);

  /**
   * A rolling window.
   *
   * @throws IllegalArgumentException if the size is not a multiple of the slide
   */
  public static Window rolling(int size, int slide) {
    if (slide < 1 || size < slide || size % slide != 0) {
      throw new IllegalArgumentException(
          "a window of " + size + " min cannot slide by " + slide + " min");
    }
    return new Window(size, slide, false);
  }

  /** The last end at or before a moment. */
  int endUpTo(int minute) {
    return Math.floorDiv(minute, slide) * slide;
  }

  /** The end of the slide that a minute lies in: the first place of the window that holds it. */
  int entry(int minute) {
    return endUpTo(minute) + slide;
  }

  /** The first end at which the window no longer holds a minute. */
  int exit(int minute) {
    return entry(minute) + size;
  }
}
