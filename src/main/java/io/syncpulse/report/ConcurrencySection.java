package io.syncpulse.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Running and queued jobs over time, and the days of the highest peaks. */
final class ConcurrencySection {

  private static final int PEAKS = 10;

  private ConcurrencySection() {}

  static void write(Markup page, CapacityReport report) {
    HtmlReport.section(
        page,
        "Concurrency and queue over time",
        HtmlReport.basis(
            "n = %s jobs in steps of %s"
                .formatted(
                    Shown.count(report.jobsSeen()), Shown.duration((double) report.stepSeconds())),
            report),
        "The area is the most at one time in each step, the line the mean over its time. %s queued at most (first at %s), %s on average."
            .formatted(
                Shown.count(report.use().queuedMax()),
                Shown.moment(report.use().queuedMaxAt()),
                Shown.number(report.use().queuedMean())));
    chart(
        page, report, "Running jobs", Timeline.Step::runningMax, Timeline.Step::runningMean, true);
    chart(page, report, "Queued jobs", Timeline.Step::queuedMax, Timeline.Step::queuedMean, false);
    Table.write(
        page,
        "The days with the highest peaks",
        List.of(
            "day",
            "running, most",
            "first at",
            "over " + HtmlReport.workers(report.workers()),
            "queued, most",
            "demand, mean",
            "demand, p95 of time"),
        report.days().stream()
            .sorted(
                Comparator.comparingInt(DailyDemand.Day::runningMax)
                    .reversed()
                    .thenComparing(DailyDemand.Day::date))
            .limit(PEAKS)
            .map(day -> row(day, report.workers()))
            .toList());
    page.close();
  }

  private static List<String> row(DailyDemand.Day day, int workers) {
    return List.of(
        Shown.date(day.date()) + (day.whole() ? "" : " (in part)"),
        Shown.count(day.runningMax()),
        Shown.moment(day.runningMaxAt()),
        day.runningMax() > workers ? "by " + Shown.count(day.runningMax() - workers) : "no",
        Shown.count(day.queuedMax()),
        Shown.mean(day.demandMean()),
        Shown.count(day.demandP95()));
  }

  private static void chart(
      Markup page,
      CapacityReport report,
      String title,
      ToDoubleFunction<Timeline.Step> most,
      ToDoubleFunction<Timeline.Step> mean,
      boolean limited) {
    List<Timeline.Step> steps = report.timeline();
    double highest = Math.max(1, steps.stream().mapToDouble(most).max().orElse(0));
    double largest =
        limited && report.workers() <= 2 * highest ? Math.max(highest, report.workers()) : highest;
    double[] xs = steps.stream().mapToDouble(step -> step.at().getEpochSecond()).toArray();
    page.leaf("h3", title);
    Plot plot =
        new Plot(
            page,
            title,
            "Most at one time: %s. Mean: %s."
                .formatted(
                    Shown.count((long) highest),
                    Shown.number(steps.stream().mapToDouble(mean).average().orElse(0))),
            limited ? 260 : 180,
            report.from().getEpochSecond(),
            report.to().getEpochSecond(),
            largest * 1.08,
            y -> y);
    plot.yAxis(Plot.ticks(largest * 1.08), Shown::number);
    plot.timeAxis(report.from(), report.to());
    plot.steps(
        "area", xs, steps.stream().mapToDouble(most).toArray(), report.to().getEpochSecond());
    double half = report.stepSeconds() / 2.0;
    double end = report.to().getEpochSecond();
    double[] middles = Arrays.stream(xs).map(x -> Math.min(x + half, (x + end) / 2)).toArray();
    plot.line("line", middles, steps.stream().mapToDouble(mean).toArray());
    if (limited) {
      plot.limit(report.workers(), HtmlReport.workers(report.workers()));
    }
    plot.close();
    if (limited && report.workers() > largest) {
      page.leaf(
          "p",
          "The line of %s lies above the chart.".formatted(HtmlReport.workers(report.workers())),
          "class",
          "basis");
    }
  }
}
