package io.syncpulse.tool;

import io.syncpulse.report.CapacityReport;
import io.syncpulse.report.CsvReport;
import io.syncpulse.report.HtmlReport;
import io.syncpulse.report.JobCursor;
import io.syncpulse.report.JsonReport;
import io.syncpulse.report.Period;
import io.syncpulse.report.Question;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "capacity",
    description = {
      "Demand, use of so many workers, growth, and what other numbers of workers would have done.",
      "Reads analytics.job_spans, for which the role syncpulse_analyst is enough."
    })
final class ReportCapacityCommand implements Runnable {

  /** What the report is written as. */
  enum Format {
    HTML,
    JSON,
    CSV
  }

  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;
  @Mixin private PeriodOptions period;

  @Option(
      names = "--workers",
      paramLabel = "N",
      required = true,
      description = "How many jobs can run at one time.")
  private int workers;

  @Option(
      names = "--format",
      paramLabel = "html|json|csv",
      defaultValue = "html",
      description = "What to write (default: html).")
  private Format format;

  @Option(
      names = "--target-queue-p95",
      paramLabel = "DURATION",
      converter = Converters.OfDuration.class,
      description =
          "Find the fewest workers with which the p95 of queue time is no longer, such as 5m.")
  private Duration target;

  @Option(
      names = "--one-at-a-time",
      fallbackValue = "true",
      description = "Replay with one running job of each connection at most.")
  private boolean oneAtATime;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it (default: standard output).")
  private Path out;

  @Override
  public void run() {
    period.requireOrder();
    Database database = options.database();
    CapacityReport report;
    try (Connection connection = database.dataSource().getConnection()) {
      report = report(JobCursor.begin(connection));
    } catch (SQLException failure) {
      throw database.explain(failure);
    }
    if (report.jobsSeen() == 0) {
      throw new ToolException(
          "no job waited or ran between %s and %s: check --from and --to, and that the job writes to Postgres at %s"
              .formatted(report.from(), report.to(), database.address()));
    }
    write(report);
  }

  private CapacityReport report(JobCursor cursor) throws SQLException {
    // What is still to come is not known yet.
    Instant ends = period.to().isBefore(cursor.now()) ? period.to() : cursor.now();
    if (!period.from().isBefore(ends)) {
      throw wrong("--from is still to come");
    }
    Question question;
    try {
      question = new Question(Period.between(period.from(), ends), workers, target, oneAtATime);
    } catch (IllegalArgumentException outOfRange) {
      throw wrong(outOfRange.getMessage());
    }
    return CapacityReport.of(
        cursor.jobsOf(question.period()), question, Period.micros(cursor.now()));
  }

  private void write(CapacityReport report) {
    if (out == null) {
      PrintWriter standard = spec.commandLine().getOut();
      write(report, standard);
      if (standard.checkError()) {
        throw new ToolException("cannot write the report to standard output");
      }
      return;
    }
    try (Writer file = Files.newBufferedWriter(out)) {
      write(report, file);
    } catch (IOException | UncheckedIOException failed) {
      throw new ToolException(
          "cannot write the report to %s: %s".formatted(out, OneLine.of(failed.getMessage())),
          failed);
    }
  }

  private void write(CapacityReport report, Writer writer) {
    switch (format) {
      case HTML -> HtmlReport.write(report, writer);
      case JSON -> JsonReport.write(report, writer);
      case CSV -> CsvReport.write(report, writer);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
