package io.syncpulse.tool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = {
      "Write rows of a time range to a file, as Parquet or CSV.",
      "The file is there when it is whole; rows come in no set order."
    })
final class ExportCommand implements Runnable {

  private static final String STANDARD_OUTPUT = "-";
  private static final int BUFFER = 1 << 16;

  @ParentCommand private SyncPulse root;
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;
  @Mixin private PeriodOptions period;

  @Parameters(
      paramLabel = "jobs|hourly|rolling",
      description =
          "Jobs by created_at, hourly metrics by hour, or rolling metrics by the end of their"
              + " window.")
  private ExportTable table;

  @Option(
      names = "--organization",
      paramLabel = "UUID",
      converter = Converters.OfUuid.class,
      description = "Only rows of this organization (default: of all).")
  private UUID organization;

  @Option(
      names = "--format",
      paramLabel = "parquet|csv",
      description = "Default: csv for - and for names that end in .csv, otherwise parquet.")
  private ExportFormat format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "File to write, or - for standard output (CSV only).")
  private String out;

  @Option(
      names = "--force",
      fallbackValue = "true",
      description = "Overwrite the file if it is there.")
  private boolean force;

  @Override
  public void run() {
    Export export = export();
    Database database = options.database();
    long start = System.nanoTime();
    try (ExportProgress progress =
        new ExportProgress(table.name().toLowerCase(Locale.ROOT), root.watched)) {
      if (out.equals(STANDARD_OUTPUT)) {
        long rows = export.write(database, buffered(root.out), progress);
        summarize(spec.commandLine().getErr(), rows, "", start);
      } else {
        toFile(export, database, progress, start);
      }
    } catch (IOException unwritable) {
      throw new ToolException("cannot write " + out + ": " + why(unwritable), unwritable);
    } catch (OutOfMemoryError tooSmall) {
      throw new ToolException(
          "the heap is too small: give it more, as java -Xmx256m does", tooSmall);
    }
  }

  private void toFile(Export export, Database database, ExportProgress progress, long start)
      throws IOException {
    try (ExportFile file = new ExportFile(out, force)) {
      long rows = export.write(database, buffered(file.open()), progress);
      String size = String.format(Locale.ROOT, ", %.1f MB", file.finish() / 1e6);
      summarize(spec.commandLine().getOut(), rows, size, start);
    }
  }

  private Export export() {
    period.requireOrder();
    boolean standardOutput = out.equals(STANDARD_OUTPUT);
    if (standardOutput && format == ExportFormat.PARQUET) {
      throw wrong("--out - is for CSV: Parquet needs a file");
    }
    return new Export(
        table, period.from(), period.to(), organization, format == null ? byName() : format);
  }

  private ExportFormat byName() {
    return out.equals(STANDARD_OUTPUT) || out.toLowerCase(Locale.ROOT).endsWith(".csv")
        ? ExportFormat.CSV
        : ExportFormat.PARQUET;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Some failures of files name the file and say no more. */
  private static String why(IOException failure) {
    boolean saysNoReason =
        failure instanceof FileSystemException ofFile && ofFile.getReason() == null;
    return OneLine.of(saysNoReason ? failure.toString() : failure.getMessage());
  }

  private static OutputStream buffered(OutputStream out) {
    return new BufferedOutputStream(out, BUFFER);
  }

  private static void summarize(PrintWriter to, long rows, String size, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    to.println(String.format(Locale.ROOT, "wrote %d rows%s, %.1f seconds", rows, size, seconds));
    to.flush();
  }
}
