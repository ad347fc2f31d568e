package io.syncpulse.report;

import java.time.LocalDate;
import java.util.List;

/**
 * Where demand goes: the trend of the daily p95, and the day on which it passes the workers.
 *
 * @param days how many whole days it rests on
 * @param first the first of them; null without one
 * @param trend the line, x in days from the first; null with too little data
 * @param verdict what can be said
 * @param passesOn the first day on which the line is above the workers; null unless {@link
 *     Verdict#PASSES}
 * @param earliest the same for the upper end of the slope's interval
 * @param latest the same for its lower end; null if that is later than can be said
 */
record Growth(
    int days,
    LocalDate first,
    Trend trend,
    Verdict verdict,
    LocalDate passesOn,
    LocalDate earliest,
    LocalDate latest) {

  /** Fewer whole days make no trend. */
  static final int FEWEST_DAYS = 14;

  /** No line reaches farther than this, in days. */
  static final int HORIZON = 3_650;

  /** What can be said of the future. */
  enum Verdict {
    /** There are fewer than {@link #FEWEST_DAYS} whole days. */
    TOO_LITTLE_DATA,
    /** The line is above the workers on the last day already. */
    PASSED,
    /** The slope's interval holds zero: growth cannot be told from chance. */
    NO_CLEAR_TREND,
    /** Demand falls. */
    FALLS,
    /** Demand grows, but does not pass the workers within {@link #HORIZON}. */
    FAR_OFF,
    /** Demand grows and passes the workers on a day. */
    PASSES
  }

  /**
   * From the days of a period.
   *
   * @param all its days, in order; those that it covers in part are passed over
   */
  static Growth of(List<DailyDemand.Day> all, int workers) {
    List<DailyDemand.Day> days = all.stream().filter(DailyDemand.Day::whole).toList();
    LocalDate first = days.isEmpty() ? null : days.get(0).date();
    if (days.size() < FEWEST_DAYS) {
      return new Growth(days.size(), first, null, Verdict.TOO_LITTLE_DATA, null, null, null);
    }
    Trend trend = Trend.of(days.stream().mapToDouble(DailyDemand.Day::demandP95).toArray());
    LocalDate next = first.plusDays(days.size());
    LocalDate passesOn = passes(first, trend.intercept(), trend.slope(), workers);
    Verdict verdict = verdict(trend, days.size(), workers, passesOn);
    if (verdict != Verdict.PASSES) {
      return new Growth(days.size(), first, trend, verdict, null, null, null);
    }
    return new Growth(
        days.size(),
        first,
        trend,
        verdict,
        passesOn,
        later(next, passes(first, trend.upperIntercept(), trend.upper(), workers)),
        passes(first, trend.lowerIntercept(), trend.lower(), workers));
  }

  private static Verdict verdict(Trend trend, int days, int workers, LocalDate passesOn) {
    if (trend.at(days - 1) > workers) {
      return Verdict.PASSED;
    }
    if (trend.upper() < 0) {
      return Verdict.FALLS;
    }
    if (trend.lower() <= 0) {
      return Verdict.NO_CLEAR_TREND;
    }
    return passesOn == null ? Verdict.FAR_OFF : Verdict.PASSES;
  }

  /** What the last day has not shown, its line cannot have passed before. */
  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private static LocalDate passes(LocalDate first, double intercept, double slope, int workers) {
    double x = slope > 0 ? Math.floor((workers - intercept) / slope) + 1 : Double.POSITIVE_INFINITY;
    return x > HORIZON ? null : first.plusDays(Math.max(0, (long) x));
  }
}
