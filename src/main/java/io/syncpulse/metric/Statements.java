package io.syncpulse.metric;

/**
 * Gives out what is to be said of one window over a stretch of time, as a chain without holes: each
 * row says that there is none between the one before and itself. All times are minutes since the
 * epoch.
 */
final class Statements {

  private static final int SECONDS = 60;

  private final Rows rows;
  private final Scope scope;
  private final Window window;
  private final boolean isFinal;

  /** End of the chain so far. */
  private int stated;

  /** End of the row that is held back until it is known whether it is the last. */
  private int heldEnd;

  private Figures heldFigures;
  private Measures heldMeasures;
  private boolean holds;

  /**
   * @param from where the chain begins; {@link ScopeState#NEVER} when nothing is known of what was
   *     before
   */
  Statements(Rows rows, Scope scope, Window window, int from, boolean isFinal) {
    this.rows = rows;
    this.scope = scope;
    this.window = window;
    this.stated = from;
    this.isFinal = isFinal;
  }

  /** The window has changed, and holds this at an end. */
  void row(int end, Measures content) {
    hold(
        end, window.stands() ? null : Figures.of(content), window.stands() ? content.copy() : null);
  }

  /** The window has not changed at an end, though something was said of a pane there. */
  void noRow(int end) {
    hold(end, null, null);
  }

  /** Nor is there a row between the last statement and an end. */
  void noRowUpTo(int end) {
    if ((holds ? heldEnd : stated) < end) {
      noRow(end);
    }
  }

  private void hold(int end, Figures figures, Measures measures) {
    give(false);
    holds = true;
    heldEnd = end;
    heldFigures = figures;
    heldMeasures = measures;
  }

  /**
   * That was all up to the last statement.
   *
   * @param isLast whether no rows follow it
   * @return the end of the chain
   */
  int end(boolean isLast) {
    give(isLast);
    return stated;
  }

  private void give(boolean isLast) {
    if (!holds) {
      return;
    }
    holds = false;
    if (window.stands()) {
      rows.hourly(
          new HourlyRow(
              scope,
              seconds(heldEnd - window.slide()),
              stated == ScopeState.NEVER ? Long.MIN_VALUE : seconds(stated - window.slide()),
              isLast,
              isFinal,
              heldMeasures));
    } else {
      rows.rolling(
          new RollingRow(
              scope,
              window.size() * SECONDS,
              seconds(heldEnd),
              stated == ScopeState.NEVER ? Long.MIN_VALUE : seconds(stated),
              isLast,
              isFinal,
              heldFigures));
    }
    stated = heldEnd;
  }

  private static long seconds(int minutes) {
    return (long) minutes * SECONDS;
  }
}
