package io.syncpulse.tool;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes an option that the command line does not give from the environment: {@code --jdbc-url} from
 * {@code SYNCPULSE_JDBC_URL}. An empty variable counts as not set, because that is what compose
 * files make of an optional one.
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

  /** The variable that stands for a long option. */
  static String variable(String option) {
    return "SYNCPULSE_" + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String value = environment.get(variable(option.longestName()));
    return value == null || value.isBlank() ? null : value;
  }
}
