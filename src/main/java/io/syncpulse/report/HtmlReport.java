package io.syncpulse.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The report as one page that needs nothing else: no script, no style sheet, no network. */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * Writes the page.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(CapacityReport report, Writer writer) {
    Markup page = new Markup(writer);
    page.doctype().open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    head(page);
    page.open("body").open("main");
    title(page, report);
    KeyFigures.write(page, report);
    HeatMap.write(page, report);
    ConcurrencySection.write(page, report);
    GrowthSection.write(page, report);
    WhatIfSection.write(page, report);
    SourceTypeSection.write(page, report);
    ThroughputSection.write(page, report);
    words(page);
    page.end();
  }

  private static void head(Markup page) {
    page.open("head").empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    page.leaf("title", "Capacity report").leaf("style", style()).close();
  }

  private static String style() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("capacity.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void title(Markup page, CapacityReport report) {
    page.open("header").leaf("h1", "Capacity report");
    page.leaf(
        "p",
        "%s, measured against %s. All figures are of this period."
            .formatted(
                basis(Shown.count(report.jobsSeen()) + " jobs that waited or ran", report),
                workers(report.workers())));
    page.close();
  }

  /** The head of a section, and what its figures rest on. */
  static void section(Markup page, String title, String basis, String explanation) {
    page.open("section").leaf("h2", title);
    page.leaf("p", explanation);
    page.leaf("p", basis, "class", "basis");
  }

  /** What figures rest on: of what, and of which time. */
  static String basis(String of, CapacityReport report) {
    return "%s, %s to %s UTC (%s)"
        .formatted(
            of,
            Shown.moment(report.from()),
            Shown.moment(report.to()),
            Shown.duration(
                (double) (report.to().getEpochSecond() - report.from().getEpochSecond())));
  }

  static String workers(int n) {
    return n == 1 ? "1 worker" : Shown.count(n) + " workers";
  }

  private static void words(Markup page) {
    page.open("section", "class", "words").leaf("h2", "What the words mean").open("dl");
    word(
        page,
        "running",
        "from its start until it completed, failed or was cancelled, or was taken for lost; a job that is open still runs.");
    word(
        page,
        "queued",
        "from its creation until its start; a job whose start is not known counts as queued until it left.");
    word(
        page,
        "demand",
        "running and queued jobs together: the workers that would be busy if nobody had to wait.");
    word(
        page,
        "mean",
        "over time, not over jobs: a level counts for as long as it held. Concurrency is exact, not sampled.");
    word(
        page,
        "p50, p95, p99",
        "nearest rank, within 1 % from 1 ms to 30 days. A dash stands where there are too few jobs: a p95 takes 20, a p99 takes 100.");
    page.close().close();
  }

  private static void word(Markup page, String word, String meaning) {
    page.leaf("dt", word).leaf("dd", meaning);
  }
}
