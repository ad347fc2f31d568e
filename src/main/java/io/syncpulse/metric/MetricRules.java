package io.syncpulse.metric;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is computed, and for how long what it is made of is needed. All times are minutes.
 *
 * @param windows all windows, calendar hours among them
 * @param lateness how far a change may lie behind event time
 * @param preliminary whether what is still open is stated, too
 * @param until nothing is stated of what ends after this minute since the epoch
 */
public record MetricRules(List<Window> windows, int lateness, boolean preliminary, int until)
    implements Serializable {

  /** Rounding of panes and of timers never costs more than this. */
  private static final int SLACK = 60;

  /**
   * @param rolling the rolling windows
   * @param lateness how far a change may lie behind event time
   * @param preliminary whether what is still open is stated, too
   * @param until nothing is stated of what ends after this, and nothing preliminary; null for ever
   */
  public static MetricRules of(
      List<Window> rolling, int lateness, boolean preliminary, Instant until) {
    List<Window> windows = new ArrayList<>(rolling);
    windows.add(Window.HOUR);
    return until == null
        ? new MetricRules(List.copyOf(windows), lateness, preliminary, ScopeState.END_OF_TIME)
        : new MetricRules(
            List.copyOf(windows), lateness, false, (int) (until.getEpochSecond() / 60));
  }

  /**
   * How wide a pane of some age may be: the widest that still lies whole in every slide of every
   * window that may yet have to move over it.
   *
   * @return minutes; 0 when no window needs it
   */
  int paneWidth(long age) {
    int width = 0;
    for (Window window : windows) {
      if (age <= neededFor(window)) {
        width = greatestCommonDivisor(window.slide(), width);
      }
    }
    return width;
  }

  /** Up to this age no pane may be wider than when it was new. */
  int paneAgeBeforeMerging() {
    return windows.stream().mapToInt(this::neededFor).min().orElseThrow();
  }

  /** From this age on a pane is of no use to any window. */
  int longestPaneAge() {
    return windows.stream().mapToInt(this::neededFor).max().orElseThrow();
  }

  /**
   * A change that comes as late as it may is added to all ends since; the window that ends at the
   * first of them begins its size before.
   */
  private int neededFor(Window window) {
    return lateness + (window.stands() ? 0 : window.size()) + 2 * window.slide() + SLACK;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
