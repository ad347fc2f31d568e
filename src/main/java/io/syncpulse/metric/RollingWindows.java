package io.syncpulse.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves the windows of a scope over its panes. A window's content is kept by adding the panes that
 * enter it and subtracting those that leave, so an outcome costs the same however many windows
 * overlap; between two panes a window jumps. Not thread-safe; serves one scope after the other.
 *
 * <p>All times are minutes since the epoch. {@code passed} is how far event time has come: what
 * ended up to there is final.
 */
final class RollingWindows {

  private final MetricRules rules;
  private final Rows rows;
  private final Measures change = new Measures();

  RollingWindows(MetricRules rules, Rows rows) {
    this.rules = rules;
    this.rows = rows;
  }

  /**
   * A scope of which nothing is kept.
   *
   * @param isForgotten whether that is because it was forgotten: then there is no row of it that
   *     could still change
   */
  ScopeState begin(int passed, boolean isForgotten) {
    ScopeState state = new ScopeState();
    state.frontier = passed;
    boolean knowsBefore = isForgotten && passed != ScopeState.NEVER;
    int stated = knowsBefore ? passed - rules.lateness() : ScopeState.NEVER;
    state.windows = new WindowState[rules.windows().size()];
    for (int i = 0; i < state.windows.length; i++) {
      state.windows[i] = begin(rules.windows().get(i), stated);
    }
    return state;
  }

  private static WindowState begin(Window window, int stated) {
    WindowState begun = new WindowState();
    begun.size = window.size();
    begun.slide = window.slide();
    begun.stated = stated == ScopeState.NEVER ? stated : window.endUpTo(stated);
    return begun;
  }

  /** Keeps to the rules of today where a state was kept under others. */
  void adapt(ScopeState state) {
    if (isAdapted(state)) {
      return;
    }
    List<WindowState> adapted = new ArrayList<>();
    for (Window window : rules.windows()) {
      adapted.add(find(state, window));
    }
    state.windows = adapted.toArray(WindowState[]::new);
  }

  private boolean isAdapted(ScopeState state) {
    boolean same = state.windows.length == rules.windows().size();
    for (int i = 0; same && i < state.windows.length; i++) {
      same = isOf(state.windows[i], rules.windows().get(i));
    }
    return same;
  }

  private static boolean isOf(WindowState state, Window window) {
    return state.size == window.size() && state.slide == window.slide();
  }

  private static WindowState find(ScopeState state, Window window) {
    for (WindowState known : state.windows) {
      if (isOf(known, window)) {
        return known;
      }
    }
    int end = window.endUpTo(state.frontier);
    WindowState begun = begin(window, end);
    if (!window.stands()) {
      state.panes.addTo(begun.content, end - window.size(), end);
    }
    return begun;
  }

  /**
   * Adds to what happened in a minute. What lies behind all bounds is refused: the panes that its
   * windows are made of are gone, and to state them anew would wipe out what is known of them.
   */
  void add(ScopeState state, int minute, Measures added) {
    if (minute < state.frontier - rules.paneAgeBeforeMerging()) {
      return;
    }
    state.panes.add(minute, added);
    boolean isBehind = false;
    for (int i = 0; i < state.windows.length; i++) {
      Window window = rules.windows().get(i);
      int end = window.endUpTo(state.frontier);
      isBehind |= minute < end;
      if (minute < end && minute >= end - window.size() && !window.stands()) {
        state.windows[i].content.add(added);
      }
    }
    if (isBehind) {
      state.corrected = Math.min(state.corrected, minute);
    }
    state.isStale = true;
  }

  /** States what event time has passed, and what was stated before and is no longer true. */
  void advance(Scope scope, ScopeState state, int passed) {
    int frontier = state.frontier;
    for (int i = 0; i < state.windows.length; i++) {
      Window window = rules.windows().get(i);
      int from = window.endUpTo(frontier);
      if (window.endUpTo(state.corrected) < from) {
        correct(scope, state, window, state.windows[i], from);
      }
      int to = window.endUpTo(passed);
      if (to > from) {
        advance(scope, state, window, state.windows[i], from, to);
      }
    }
    state.corrected = ScopeState.END_OF_TIME;
    state.frontier = Math.max(frontier, passed);
    state.panes.age(state.frontier, rules);
  }

  private void advance(
      Scope scope, ScopeState state, Window window, WindowState kept, int from, int to) {
    Statements statements = new Statements(rows, scope, window, kept.stated, true);
    roll(window, state.panes, kept.content, from, to, statements);
    boolean isLast = !rules.preliminary() || state.panes.firstFrom(to) == state.panes.size;
    kept.stated = statements.end(isLast);
  }

  /** States everything anew from where it has changed up to where the window stands. */
  private void correct(Scope scope, ScopeState state, Window window, WindowState kept, int end) {
    int from = window.endUpTo(state.corrected);
    Measures content = new Measures();
    if (!window.stands()) {
      content.add(kept.content);
      state.panes.subtractFrom(content, from, end);
      state.panes.addTo(content, from - window.size(), end - window.size());
    }
    int stated = kept.stated == ScopeState.NEVER ? from : Math.min(kept.stated, from);
    Statements statements = new Statements(rows, scope, window, stated, true);
    roll(window, state.panes, content, from, end, statements);
    statements.noRowUpTo(end);
    kept.stated = statements.end(state.panes.firstFrom(end) == state.panes.size);
  }

  /**
   * States what is still open, as it looks now.
   *
   * @param now what the clock shows: what lies ahead of it is not shown before its time
   */
  void preview(Scope scope, ScopeState state, int now) {
    if (!state.isStale) {
      return;
    }
    state.isStale = false;
    Panes panes = state.panes;
    for (int i = 0; i < state.windows.length; i++) {
      Window window = rules.windows().get(i);
      int from = window.endUpTo(state.frontier);
      if (panes.firstFrom(from) == panes.size) {
        continue;
      }
      int newest = panes.starts[panes.size - 1];
      int to = window.entry(Math.min(newest, Math.max(now, from)));
      WindowState kept = state.windows[i];
      Statements statements = new Statements(rows, scope, window, kept.stated, false);
      Measures content = window.stands() ? new Measures() : kept.content.copy();
      roll(window, panes, content, from, to, statements);
      var unused = statements.end(true);
    }
  }

  /** Moves a window from one of its ends to another, and states each end at which it changes. */
  private void roll(
      Window window, Panes panes, Measures content, int from, int to, Statements statements) {
    int entering = panes.firstFrom(from);
    int leaving = window.stands() ? panes.size : panes.firstFrom(from - window.size());
    while (true) {
      int end = ScopeState.END_OF_TIME;
      if (entering < panes.size) {
        end = window.entry(panes.starts[entering]);
      }
      if (leaving < panes.size) {
        end = Math.min(end, window.exit(panes.starts[leaving]));
      }
      if (end > to) {
        return;
      }
      change.clear();
      while (entering < panes.size && window.entry(panes.starts[entering]) == end) {
        change.add(panes.get(entering++));
      }
      while (leaving < panes.size && window.exit(panes.starts[leaving]) == end) {
        change.subtract(panes.get(leaving++));
      }
      if (window.stands()) {
        content.clear();
      }
      if (!change.isZero()) {
        content.add(change);
        statements.row(end, content);
      } else {
        statements.noRow(end);
      }
    }
  }

  /** The first end of any window that holds a minute. */
  int firstEntry(int minute) {
    int first = ScopeState.END_OF_TIME;
    for (Window window : rules.windows()) {
      first = Math.min(first, window.entry(minute));
    }
    return first;
  }

  /**
   * When event time next changes anything.
   *
   * @return {@link ScopeState#END_OF_TIME} when nothing is left to change
   */
  int nextChange(ScopeState state) {
    Panes panes = state.panes;
    int next = ScopeState.END_OF_TIME;
    for (Window window : rules.windows()) {
      int end = window.endUpTo(state.frontier);
      int entering = panes.firstFrom(end);
      if (entering < panes.size) {
        next = Math.min(next, window.entry(panes.starts[entering]));
      }
      int leaving = window.stands() ? panes.size : panes.firstFrom(end - window.size());
      if (leaving < panes.size) {
        next = Math.min(next, window.exit(panes.starts[leaving]));
      }
    }
    return next < ScopeState.END_OF_TIME || panes.size == 0
        ? next
        : panes.starts[panes.size - 1] + rules.longestPaneAge() + 1;
  }

  /** Whether nothing is left that could matter. */
  static boolean isOver(ScopeState state) {
    return state.panes.size == 0 && state.corrected == ScopeState.END_OF_TIME;
  }
}
