package io.syncpulse.tool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of everything that is not the Flink job. */
@Command(
    name = "syncpulse",
    description =
        "Job history of sync connections: tables, endpoint, webhooks, keys, replay, backfill, export, reports.",
    versionProvider = BuildVersion.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeOnExecutionException = SyncPulse.FAILED,
    exitCodeOnInvalidInput = SyncPulse.USAGE,
    footer = {
      "",
      "Every option can come from the environment, by its longest name: --jdbc-url from"
          + " SYNCPULSE_JDBC_URL.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    },
    subcommands = {
      MigrateCommand.class,
      ApiCommand.class,
      ReceiveCommand.class,
      KeysCommand.class,
      ReplayCommand.class,
      BackfillCommand.class,
      ExportCommand.class,
      ReportCommand.class
    })
public final class SyncPulse {

  static final int FAILED = 1;
  static final int USAGE = 2;

  /** Where {@code replay -} reads. */
  final InputStream in;

  /** Where {@code export --out -} writes. */
  final OutputStream out;

  /** Whether a person watches the messages, so that a progress bar makes sense. */
  final boolean watched;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      fallbackValue = "true",
      description = "Show where in the code an error comes from.")
  boolean stacktrace;

  // Not picocli's own two: their names are variables, and variables are off (see below).
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help message and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print version information and exit.")
  boolean version;

  private SyncPulse(InputStream in, OutputStream out, boolean watched) {
    this.in = in;
    this.out = out;
    this.watched = watched;
  }

  /**
   * The command line, ready to execute.
   *
   * @param environment where options come from that the arguments do not give
   * @param in what {@code replay -} reads
   * @param out where {@code export --out -} writes
   * @param watched whether to draw a progress bar on standard error
   */
  public static CommandLine commandLine(
      Map<String, String> environment, InputStream in, OutputStream out, boolean watched) {
    SyncPulse root = new SyncPulse(in, out, watched);
    EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
    OneLineErrors errors = new OneLineErrors(root, defaults);
    return new CommandLine(root)
        .setDefaultValueProvider(defaults)
        // A password may well hold ${ or $$.
        .setInterpolateVariables(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // The driver of Postgres warns here, in two lines, of what it also throws.
    LogManager.getLogManager().reset();
    // System.out would keep it to itself that nobody takes what it writes.
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    CommandLine command =
        commandLine(System.getenv(), System.in, out, ReplayProgress.errorIsTerminal());
    System.exit(command.execute(args));
  }
}
