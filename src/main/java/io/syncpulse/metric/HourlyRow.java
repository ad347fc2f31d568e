package io.syncpulse.metric;

/**
 * A statement about the calendar hours (UTC) of one scope: after the hour {@code after} and up to
 * {@code hour} there is exactly one row, the one of {@code hour}, or none. All times are seconds
 * since the epoch.
 *
 * @param scope whose metrics
 * @param hour begin of the hour
 * @param after begin of the hour of the row before; {@link Long#MIN_VALUE} when there is none that
 *     matters
 * @param isLast whether there is no row of a later hour either
 * @param isFinal whether event time has passed the hour
 * @param measures what happened in the hour, not to be changed; null when there is no row
 */
public record HourlyRow(
    Scope scope, long hour, long after, boolean isLast, boolean isFinal, Measures measures) {

  /** The same, which also says what an older statement of the same row said of the time before. */
  public HourlyRow succeeding(HourlyRow older) {
    boolean isKnown = older.after != Long.MIN_VALUE;
    long earlier =
        isKnown && (after == Long.MIN_VALUE || older.after < after) ? older.after : after;
    return new HourlyRow(scope, hour, earlier, isLast, isFinal, measures);
  }
}
