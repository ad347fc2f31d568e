package io.syncpulse.report;

import java.util.ArrayList;
import java.util.List;

/** Durations, queue times and entities by source type. */
final class SourceTypeSection {

  private static final int MOST = 40;

  private SourceTypeSection() {}

  static void write(Markup page, CapacityReport report) {
    List<SourceTypes.Row> rows = report.sourceTypes();
    HtmlReport.section(
        page,
        "Duration and queue time by source type",
        HtmlReport.basis("n = " + Shown.count(report.jobs()) + " jobs that were created", report),
        "Durations of jobs that completed or failed, queue times of all with a known start; n stands beside each.");
    Table.write(
        page,
        "Duration and queue time by source type",
        List.of(
            "source type",
            "jobs",
            "n",
            "duration p50",
            "p95",
            "p99",
            "n",
            "queue p50",
            "p95",
            "p99",
            "entities",
            "per running second"),
        rows.stream().limit(MOST + 1L).map(SourceTypeSection::row).toList());
    if (rows.size() > MOST + 1) {
      page.leaf(
          "p",
          "%s more source types have fewer jobs; --format csv has all."
              .formatted(Shown.count(rows.size() - MOST - 1L)),
          "class",
          "basis");
    }
    page.close();
  }

  private static List<String> row(SourceTypes.Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(Shown.name(row.sourceType()));
    cells.add(Shown.count(row.jobs()));
    cells.add(Shown.count(row.durations()));
    cells.add(Shown.duration(row.durationP50()));
    cells.add(Shown.duration(row.durationP95()));
    cells.add(Shown.duration(row.durationP99()));
    cells.add(Shown.count(row.queueTimes()));
    cells.add(Shown.duration(row.queueP50()));
    cells.add(Shown.duration(row.queueP95()));
    cells.add(Shown.duration(row.queueP99()));
    cells.add(Shown.count(row.entities()));
    Double speed = row.entitiesPerRunningSecond();
    cells.add(speed == null ? "–" : Shown.number(speed));
    return cells;
  }
}
