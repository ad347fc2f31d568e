package io.syncpulse.metric;

/**
 * A statement about the rows of one scope and window size: after {@code after} and up to {@code
 * asOf} there is exactly one row, the one at {@code asOf}, or none. What else the table holds there
 * is left over from an attempt that crashed, or was corrected away. All times are seconds since the
 * epoch.
 *
 * @param scope whose metrics
 * @param windowSeconds size of the window
 * @param asOf end of the window, not included; the row is valid until the next one
 * @param after {@code asOf} of the row before; {@link Long#MIN_VALUE} when there is none that
 *     matters
 * @param isLast whether there is no row after {@code asOf} either
 * @param isFinal whether event time has passed {@code asOf}
 * @param figures what the window holds; null when there is no row at {@code asOf}
 */
public record RollingRow(
    Scope scope,
    int windowSeconds,
    long asOf,
    long after,
    boolean isLast,
    boolean isFinal,
    Figures figures) {

  /** The same, which also says what an older statement of the same row said of the time before. */
  public RollingRow succeeding(RollingRow older) {
    boolean isKnown = older.after != Long.MIN_VALUE;
    long earlier =
        isKnown && (after == Long.MIN_VALUE || older.after < after) ? older.after : after;
    return new RollingRow(scope, windowSeconds, asOf, earlier, isLast, isFinal, figures);
  }
}
