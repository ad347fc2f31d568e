package io.syncpulse.report;

import java.util.List;

/** Entities by day. */
final class ThroughputSection {

  private ThroughputSection() {}

  static void write(Markup page, CapacityReport report) {
    List<Throughput.Day> days = report.throughput();
    long jobs = days.stream().mapToLong(Throughput.Day::jobs).sum();
    long entities = days.stream().mapToLong(Throughput.Day::entities).sum();
    double seconds = (report.to().toEpochMilli() - report.from().toEpochMilli()) / 1e3;
    HtmlReport.section(
        page,
        "Entity throughput",
        HtmlReport.basis("n = " + Shown.count(jobs) + " jobs that ended", report),
        "Entities inserted, updated and deleted, booked on the day (UTC) on which their job ended: %s in all, %s a second on average."
            .formatted(Shown.count(entities), Shown.number(entities / seconds)));
    double most =
        Math.max(
            1e-3, days.stream().mapToDouble(Throughput.Day::entitiesPerSecond).max().orElse(0));
    Plot plot =
        new Plot(
            page,
            "Entities a second by day",
            "The highest day has %s a second.".formatted(Shown.number(most)),
            200,
            report.from().getEpochSecond(),
            report.to().getEpochSecond(),
            most * 1.08,
            y -> y);
    plot.yAxis(Plot.ticks(most * 1.08), Shown::number);
    plot.timeAxis(report.from(), report.to());
    double first = report.from().getEpochSecond();
    plot.steps(
        "area",
        days.stream()
            .mapToDouble(day -> Math.max(first, day.date().toEpochDay() * 86_400.0))
            .toArray(),
        days.stream().mapToDouble(Throughput.Day::entitiesPerSecond).toArray(),
        report.to().getEpochSecond());
    plot.close();
    Table.folded(
        page,
        "Entities by day",
        List.of("day", "n jobs", "entities", "a second"),
        days.stream()
            .map(
                day ->
                    List.of(
                        Shown.date(day.date()),
                        Shown.count(day.jobs()),
                        Shown.count(day.entities()),
                        Shown.number(day.entitiesPerSecond())))
            .toList());
    page.close();
  }
}
