package io.syncpulse.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Queue times with other numbers of workers. */
final class WhatIfSection {

  /** Seconds at which the axis of queue times may have a mark. */
  private static final double[] MARKS = {
    0, 1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000
  };

  /** Up to so many workers apart, each number has its mark. */
  private static final int WIDEST = 20;

  private WhatIfSection() {}

  static void write(Markup page, CapacityReport report) {
    WhatIf.Result whatIf = report.whatIf();
    HtmlReport.section(
        page,
        "What if there were M workers",
        HtmlReport.basis(
            "n = %s jobs, each with its own arrival and running time; %s without a known start left out"
                .formatted(Shown.count(whatIf.jobs()), Shown.count(whatIf.leftOut())),
            report),
        "The jobs that really came, replayed through M workers, first in, first out%s. Times are pure waiting for a worker: what a scheduler needs to hand a job over comes on top."
            .formatted(whatIf.oneAtATime() ? ", one job of a connection at a time" : ""));
    if (whatIf.tooLittleData() != null) {
      page.leaf("p", whatIf.tooLittleData(), "class", "care").close();
      return;
    }
    page.leaf("p", answer(whatIf));
    draw(page, report);
    Table.write(
        page,
        "Queue time by number of workers",
        List.of(
            "workers",
            "load",
            "had to wait",
            "queue p50",
            "queue p95",
            "queue p99",
            "mean",
            "longest",
            ""),
        whatIf.rows().stream().map(row -> row(row, report)).toList());
    page.close();
  }

  private static String answer(WhatIf.Result whatIf) {
    if (whatIf.targetSeconds() == null) {
      return "No target was given (--target-queue-p95).";
    }
    String target = Shown.duration(whatIf.targetSeconds());
    if (whatIf.smallest() == null) {
      return "No number of workers brings the p95 of queue time down to "
          + target
          + ": jobs wait for their own connection.";
    }
    return "%s the fewest with which the p95 of queue time is at most %s."
        .formatted(
            whatIf.smallest() == 1
                ? "1 worker is"
                : Shown.count(whatIf.smallest()) + " workers are",
            target);
  }

  private static List<String> row(WhatIf.Row row, CapacityReport report) {
    boolean given = row.workers() == report.workers();
    boolean least = Integer.valueOf(row.workers()).equals(report.whatIf().smallest());
    return List.of(
        Shown.count(row.workers()),
        Shown.percent(row.load()),
        row.waited() == null ? "–" : Shown.percent(row.waited()),
        Shown.duration(row.queueP50()),
        Shown.duration(row.queueP95()),
        Shown.duration(row.queueP99()),
        Shown.duration(row.queueMean()),
        Shown.duration(row.queueMax()),
        Stream.of(given ? "as asked" : "", least ? "fewest for the target" : "")
            .filter(note -> !note.isEmpty())
            .reduce((a, b) -> a + ", " + b)
            .orElse(row.queueMax() == null ? "too many waited" : ""));
  }

  private static void draw(Markup page, CapacityReport report) {
    WhatIf.Result whatIf = report.whatIf();
    List<WhatIf.Row> rows = whatIf.rows().stream().filter(row -> row.queueP95() != null).toList();
    if (rows.size() < 2) {
      page.leaf("p", "Too few numbers of workers for a chart.", "class", "care");
      return;
    }
    double longest =
        rows.stream()
            .flatMap(row -> Stream.of(row.queueP95(), row.queueP99() == null ? 0 : row.queueP99()))
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    double largest =
        Math.max(
            10, Math.max(longest, whatIf.targetSeconds() == null ? 0 : whatIf.targetSeconds()));
    page.open("p", "class", "legend");
    legend(page, "p99", "p99");
    legend(page, "p95", "p95");
    legend(page, "p50", "p50");
    page.text("of queue time, by number of workers; the scale of times is logarithmic").close();
    Plot plot =
        new Plot(
            page,
            "Queue time by number of workers",
            answer(whatIf),
            280,
            rows.get(0).workers(),
            rows.get(rows.size() - 1).workers(),
            largest * 1.5,
            seconds -> Math.log1p(seconds));
    plot.yAxis(MARKS, Shown::duration);
    int fewest = rows.get(0).workers();
    int most = rows.get(rows.size() - 1).workers();
    int step = most - fewest <= WIDEST ? 1 : (int) Math.max(1, Plot.step(most - fewest));
    for (int n = (fewest + step - 1) / step * step; n <= most; n += step) {
      plot.xTick(n, Shown.count(n));
    }
    if (whatIf.targetSeconds() != null) {
      plot.limit(whatIf.targetSeconds(), "target " + Shown.duration(whatIf.targetSeconds()));
    }
    series(plot, rows, "p99", WhatIf.Row::queueP99);
    series(plot, rows, "p50", WhatIf.Row::queueP50);
    series(plot, rows, "p95", WhatIf.Row::queueP95);
    plot.close();
  }

  private static void legend(Markup page, String style, String name) {
    page.open("span", "class", "key " + style).close().text(name + " ");
  }

  private static void series(
      Plot plot, List<WhatIf.Row> all, String style, Function<WhatIf.Row, Double> value) {
    List<WhatIf.Row> rows = all.stream().filter(row -> value.apply(row) != null).toList();
    plot.line(
        "line " + style,
        rows.stream().mapToDouble(WhatIf.Row::workers).toArray(),
        rows.stream().mapToDouble(value::apply).toArray());
    for (WhatIf.Row row : rows) {
      plot.dot(
          "dot " + style,
          row.workers(),
          value.apply(row),
          "%s: %s %s"
              .formatted(
                  HtmlReport.workers(row.workers()), style, Shown.duration(value.apply(row))));
    }
  }
}
