package io.syncpulse.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * The report as CSV (RFC 4180) in long form: each line is one figure, {@code
 * section,key,measure,value,n}, so that one file holds all tables and any tool can pivot it.
 * Seconds and jobs are plain numbers, times ISO 8601 in UTC; what is not known is empty.
 */
public final class CsvReport {

  private final Writer out;

  private CsvReport(Writer out) {
    this.out = out;
  }

  /**
   * Writes the report.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(CapacityReport report, Writer writer) {
    try {
      CsvReport csv = new CsvReport(writer);
      csv.line("section", "key", "measure", "value", "n");
      csv.period(report);
      csv.series(report);
      csv.sourceTypes(report);
      csv.growth(report);
      csv.whatIf(report.whatIf());
      writer.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void period(CapacityReport report) throws IOException {
    Utilization.Figures use = report.use();
    long n = report.jobsSeen();
    figure("period", "", "from", report.from(), n);
    figure("period", "", "to", report.to(), n);
    figure("use", "", "workers", use.workers(), n);
    figure("use", "", "used", use.used(), n);
    figure("use", "", "at_limit", use.atLimit(), n);
    figure("use", "", "over_limit", use.overLimit(), n);
    figure("use", "", "running_mean", use.runningMean(), n);
    figure("use", "", "running_max", use.runningMax(), n);
    figure("use", "", "running_max_at", use.runningMaxAt(), n);
    figure("use", "", "queued_mean", use.queuedMean(), n);
    figure("use", "", "queued_max", use.queuedMax(), n);
    figure("use", "", "queued_max_at", use.queuedMaxAt(), n);
  }

  private void series(CapacityReport report) throws IOException {
    long n = report.jobsSeen();
    for (Timeline.Step step : report.timeline()) {
      figure("timeline", step.at(), "running_max", step.runningMax(), n);
      figure("timeline", step.at(), "running_mean", step.runningMean(), n);
      figure("timeline", step.at(), "queued_max", step.queuedMax(), n);
      figure("timeline", step.at(), "queued_mean", step.queuedMean(), n);
    }
    for (HourOfWeek.Cell cell : report.hourOfWeek()) {
      String key = cell.day() + " " + cell.hour();
      figure("hour_of_week", key, "demand_mean", cell.demandMean(), cell.hours());
      figure("hour_of_week", key, "demand_max", cell.demandMax(), cell.hours());
    }
    for (DailyDemand.Day day : report.days()) {
      figure("day", day.date(), "demand_p95", day.demandP95(), n);
      figure("day", day.date(), "demand_mean", day.demandMean(), n);
      figure("day", day.date(), "running_max", day.runningMax(), n);
      figure("day", day.date(), "queued_max", day.queuedMax(), n);
    }
    for (Throughput.Day day : report.throughput()) {
      figure("throughput", day.date(), "entities", day.entities(), day.jobs());
      figure("throughput", day.date(), "entities_per_second", day.entitiesPerSecond(), day.jobs());
    }
  }

  private void sourceTypes(CapacityReport report) throws IOException {
    for (SourceTypes.Row row : report.sourceTypes()) {
      String key = row.sourceType();
      figure("source_type", key, "jobs", row.jobs(), row.jobs());
      figure("source_type", key, "duration_p50", row.durationP50(), row.durations());
      figure("source_type", key, "duration_p95", row.durationP95(), row.durations());
      figure("source_type", key, "duration_p99", row.durationP99(), row.durations());
      figure("source_type", key, "queue_p50", row.queueP50(), row.queueTimes());
      figure("source_type", key, "queue_p95", row.queueP95(), row.queueTimes());
      figure("source_type", key, "queue_p99", row.queueP99(), row.queueTimes());
      figure("source_type", key, "entities", row.entities(), row.jobs());
      figure("source_type", key, "running_seconds", row.runningSeconds(), row.queueTimes());
    }
  }

  private void growth(CapacityReport report) throws IOException {
    Growth growth = report.growth();
    figure("growth", "", "verdict", growth.verdict(), growth.days());
    if (growth.trend() != null) {
      figure("growth", "", "slope_per_day", growth.trend().slope(), growth.days());
      figure("growth", "", "slope_lower", growth.trend().lower(), growth.days());
      figure("growth", "", "slope_upper", growth.trend().upper(), growth.days());
    }
    figure("growth", "", "passes_on", growth.passesOn(), growth.days());
    figure("growth", "", "earliest", growth.earliest(), growth.days());
    figure("growth", "", "latest", growth.latest(), growth.days());
  }

  private void whatIf(WhatIf.Result whatIf) throws IOException {
    long n = whatIf.jobs();
    figure("what_if", "", "one_at_a_time", whatIf.oneAtATime(), n);
    figure("what_if", "", "target_seconds", whatIf.targetSeconds(), n);
    figure("what_if", "", "smallest", whatIf.smallest(), n);
    for (WhatIf.Row row : whatIf.rows()) {
      figure("what_if", row.workers(), "load", row.load(), n);
      figure("what_if", row.workers(), "waited", row.waited(), n);
      figure("what_if", row.workers(), "queue_p50", row.queueP50(), n);
      figure("what_if", row.workers(), "queue_p95", row.queueP95(), n);
      figure("what_if", row.workers(), "queue_p99", row.queueP99(), n);
      figure("what_if", row.workers(), "queue_mean", row.queueMean(), n);
      figure("what_if", row.workers(), "queue_max", row.queueMax(), n);
    }
  }

  private void figure(String section, Object key, String measure, Object value, long n)
      throws IOException {
    line(section, key.toString(), measure, value == null ? "" : value.toString(), "" + n);
  }

  private void line(String... cells) throws IOException {
    for (int i = 0; i < cells.length; i++) {
      out.write(i == 0 ? "" : ",");
      out.write(cell(cells[i]));
    }
    out.write("\r\n");
  }

  /** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
  private static String cell(String text) {
    boolean number = text.matches("-?[0-9.]+(E-?[0-9]+)?");
    String safe = !number && text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
