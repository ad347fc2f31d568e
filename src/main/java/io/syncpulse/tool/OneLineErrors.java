package io.syncpulse.tool;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong; the stack trace comes only when it is asked for. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final SyncPulse root;
  private final EnvironmentDefaults environment;

  OneLineErrors(SyncPulse root, EnvironmentDefaults environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    String line = OneLine.of(error.getMessage());
    if (error.getArgSpec() instanceof OptionSpec option
        && error.getValue() != null
        && error.getValue().equals(environment.defaultValue(option))) {
      line += " (from " + EnvironmentDefaults.variable(option.longestName()) + ")";
    }
    String name = command.getCommandSpec().qualifiedName();
    print(command, line + "; see " + name + " --help", error);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    String line =
        error instanceof ToolException
            ? OneLine.of(error.getMessage())
            : "unexpected "
                + error.getClass().getSimpleName()
                + ": "
                + OneLine.of(error.getMessage())
                + "; --stacktrace shows where";
    print(command, line, error);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private void print(CommandLine command, String line, Exception error) {
    PrintWriter err = command.getErr();
    err.println("syncpulse: " + line);
    if (root.stacktrace) {
      error.printStackTrace(err);
    }
    err.flush();
  }
}
