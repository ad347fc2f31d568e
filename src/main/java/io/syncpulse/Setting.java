package io.syncpulse;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.util.TimeUtils;

/**
 * One setting of the job: an option, what it means, and the range that is accepted.
 *
 * @param option the option: key, type and default
 * @param meaning what it does, for people
 * @param lowest lowest accepted value; null for a setting without a range
 * @param highest highest accepted value; null like {@code lowest}
 * @param isSecret whether the value must never be shown
 */
record Setting<T>(
    ConfigOption<T> option,
    String meaning,
    Comparable<T> lowest,
    Comparable<T> highest,
    boolean isSecret) {

  static Setting<String> text(String key, String byDefault, String meaning) {
    return anyOf(ConfigOptions.key(key).stringType().defaultValue(byDefault), meaning, false);
  }

  static Setting<String> secret(String key, String byDefault, String meaning) {
    return anyOf(ConfigOptions.key(key).stringType().defaultValue(byDefault), meaning, true);
  }

  static <E extends Enum<E>> Setting<E> oneOf(
      Class<E> values, String key, E byDefault, String meaning) {
    return anyOf(ConfigOptions.key(key).enumType(values).defaultValue(byDefault), meaning, false);
  }

  static Setting<Boolean> flag(String key, boolean byDefault, String meaning) {
    return anyOf(ConfigOptions.key(key).booleanType().defaultValue(byDefault), meaning, false);
  }

  static Setting<Integer> number(
      String key, int byDefault, int lowest, int highest, String meaning) {
    return new Setting<>(
        ConfigOptions.key(key).intType().defaultValue(byDefault), meaning, lowest, highest, false);
  }

  static Setting<Duration> duration(
      String key, String byDefault, String lowest, String highest, String meaning) {
    return new Setting<>(
        ConfigOptions.key(key).durationType().defaultValue(TimeUtils.parseDuration(byDefault)),
        meaning,
        TimeUtils.parseDuration(lowest),
        TimeUtils.parseDuration(highest),
        false);
  }

  private static <T> Setting<T> anyOf(ConfigOption<T> option, String meaning, boolean isSecret) {
    return new Setting<>(option, meaning, null, null, isSecret);
  }

  String key() {
    return option.key();
  }

  /** The name of the environment variable that sets it. */
  String environmentName() {
    return "SYNCPULSE_" + key().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /** What is wrong with the configured value, if anything is. */
  Optional<String> problem(ReadableConfig config) {
    T value;
    try {
      value = config.get(option);
    } catch (IllegalArgumentException e) {
      return Optional.of(key() + ": " + (isSecret ? "cannot be read" : rootMessage(e)));
    }
    if (value instanceof String text && text.isBlank() && !option.defaultValue().equals("")) {
      return Optional.of(key() + ": must not be empty");
    }
    if (lowest != null && (lowest.compareTo(value) > 0 || highest.compareTo(value) < 0)) {
      return Optional.of(
          "%s: %s is not between %s and %s"
              .formatted(key(), shown(value), shown(lowest), shown(highest)));
    }
    return Optional.empty();
  }

  /** A value as people write it. */
  static String shown(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : String.valueOf(value);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
