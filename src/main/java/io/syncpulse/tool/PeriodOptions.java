package io.syncpulse.tool;

import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that speaks of a period of time. */
final class PeriodOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      converter = Converters.OfInstant.class,
      description = "Begin of the period, such as 2030-01-31T00:00:00Z.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      required = true,
      converter = Converters.OfInstant.class,
      description = "Its end, not included.")
  private Instant to;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  Instant from() {
    return from;
  }

  Instant to() {
    return to;
  }

  /**
   * Looks whether there is anything between the two.
   *
   * @throws ParameterException when the period is empty
   */
  void requireOrder() {
    if (!from.isBefore(to)) {
      throw new ParameterException(
          command.commandLine(), "--from must be before --to (SYNCPULSE_FROM, SYNCPULSE_TO)");
    }
  }
}
