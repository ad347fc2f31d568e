package io.syncpulse.report;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Where demand goes, and when it passes the workers. */
final class GrowthSection {

  private static final double DAY_SECONDS = 86_400;

  private GrowthSection() {}

  /** The answer in a word or two. */
  static String headline(Growth growth) {
    return switch (growth.verdict()) {
      case TOO_LITTLE_DATA -> "–";
      case PASSED -> "passed";
      case NO_CLEAR_TREND -> "no clear trend";
      case FALLS -> "falling";
      case FAR_OFF -> "far off";
      case PASSES -> Shown.date(growth.passesOn());
    };
  }

  /** The answer in a sentence. */
  static String detail(CapacityReport report) {
    Growth growth = report.growth();
    String workers = HtmlReport.workers(report.workers());
    String days = ", n = " + growth.days() + " days";
    return switch (growth.verdict()) {
      case TOO_LITTLE_DATA ->
          "too little data: %s of at least %s whole days"
              .formatted(growth.days(), Growth.FEWEST_DAYS);
      case PASSED -> "p95 demand is above %s already".formatted(workers) + days;
      case NO_CLEAR_TREND -> "growth cannot be told from chance" + days;
      case FALLS -> "p95 demand falls" + days;
      case FAR_OFF -> "p95 demand stays below %s for ten years".formatted(workers) + days;
      case PASSES ->
          "p95 demand passes %s; between %s and %s%s"
              .formatted(
                  workers,
                  Shown.date(growth.earliest()),
                  growth.latest() == null
                      ? "more than ten years from now"
                      : Shown.date(growth.latest()),
                  days);
    };
  }

  static void write(Markup page, CapacityReport report) {
    Growth growth = report.growth();
    HtmlReport.section(
        page,
        "Growth",
        HtmlReport.basis("n = " + growth.days() + " whole days", report),
        "A dot is a day: for 95 % of its time no more jobs than that were running or queued. The line is the median of all slopes (Theil–Sen), which single wild days do not move; the band is its 95 % interval.");
    if (growth.trend() == null) {
      page.leaf("p", sentence(detail(report)), "class", "care");
    } else {
      page.leaf(
          "p",
          "%s Slope: %s a week, between %s and %s."
              .formatted(
                  sentence(detail(report)),
                  signed(growth.trend().slope() * 7),
                  signed(growth.trend().lower() * 7),
                  signed(growth.trend().upper() * 7)));
      draw(page, report);
    }
    Table.folded(
        page,
        "Demand by day",
        List.of("day", "demand, p95 of time", "demand, mean", "running, most", "queued, most"),
        report.days().stream()
            .map(
                day ->
                    List.of(
                        Shown.date(day.date()) + (day.whole() ? "" : " (in part)"),
                        Shown.count(day.demandP95()),
                        Shown.mean(day.demandMean()),
                        Shown.count(day.runningMax()),
                        Shown.count(day.queuedMax())))
            .toList());
    page.close();
  }

  private static void draw(Markup page, CapacityReport report) {
    Growth growth = report.growth();
    List<DailyDemand.Day> days = report.days().stream().filter(DailyDemand.Day::whole).toList();
    int last = days.size() - 1;
    double ahead = last + Math.max(7, last / 3);
    double[] ends = {0, ahead};
    Trend trend = growth.trend();
    double[] middle = {
      at(trend.intercept(), trend.slope(), 0), at(trend.intercept(), trend.slope(), ahead)
    };
    double[][] band = band(trend, ahead);
    double highest = days.stream().mapToInt(DailyDemand.Day::demandP95).max().orElse(1);
    highest =
        Math.max(Math.max(1, highest), Math.max(middle[1], Math.min(band[2][50], 2 * highest)));
    double largest =
        report.workers() <= 2 * highest ? Math.max(highest, report.workers()) : highest;
    double start = growth.first().toEpochDay() * DAY_SECONDS;
    Plot plot =
        new Plot(
            page,
            "p95 of demand by day",
            detail(report),
            260,
            start,
            start + ahead * DAY_SECONDS,
            largest * 1.08,
            y -> Math.max(0, y));
    plot.yAxis(Plot.ticks(largest * 1.08), Shown::number);
    plot.timeAxis(
        Instant.ofEpochSecond((long) start),
        Instant.ofEpochSecond((long) (start + ahead * DAY_SECONDS)));
    plot.band("band", seconds(band[0], start), band[1], clip(band[2], largest * 1.08));
    plot.line("line", seconds(ends, start), clip(middle, largest * 1.08));
    for (int i = 0; i <= last; i++) {
      DailyDemand.Day day = days.get(i);
      plot.dot(
          "dot",
          start + i * DAY_SECONDS,
          day.demandP95(),
          Shown.date(day.date()) + ": " + day.demandP95());
    }
    plot.limit(report.workers(), HtmlReport.workers(report.workers()));
    plot.close();
  }

  /** x, lower and upper: the lines of both ends of the interval cross in the middle. */
  private static double[][] band(Trend trend, double ahead) {
    double[] xs = IntStream.rangeClosed(0, 50).mapToDouble(i -> ahead * i / 50).toArray();
    double[] lower = new double[xs.length];
    double[] upper = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      double a = at(trend.lowerIntercept(), trend.lower(), xs[i]);
      double b = at(trend.upperIntercept(), trend.upper(), xs[i]);
      lower[i] = Math.max(0, Math.min(a, b));
      upper[i] = Math.max(0, Math.max(a, b));
    }
    return new double[][] {xs, lower, upper};
  }

  private static double at(double intercept, double slope, double x) {
    return Math.max(0, intercept + slope * x);
  }

  private static double[] clip(double[] ys, double largest) {
    return Arrays.stream(ys).map(y -> Math.min(y, largest)).toArray();
  }

  private static double[] seconds(double[] days, double start) {
    return Arrays.stream(days).map(day -> start + day * DAY_SECONDS).toArray();
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private static String signed(double n) {
    return (n > 0 ? "+" : "") + Shown.number(n);
  }
}
