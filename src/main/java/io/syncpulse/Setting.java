package io.syncpulse;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.util.TimeUtils;

/**
 * One setting of the job: an option (key, type, default, meaning) and the range that is accepted.
 *
 * @param option the option
 * @param lowest lowest accepted value; null for a setting without a range
 * @param highest highest accepted value; null like {@code lowest}
 * @param isSecret whether the value must never be shown
 */
record Setting<T>(
    ConfigOption<T> option, Comparable<T> lowest, Comparable<T> highest, boolean isSecret) {

  static Setting<String> text(String key, String byDefault, String meaning) {
    return new Setting<>(
        ConfigOptions.key(key).stringType().defaultValue(byDefault).withDescription(meaning),
        null,
        null,
        false);
  }

  static Setting<String> secret(String key, String byDefault, String meaning) {
    return new Setting<>(text(key, byDefault, meaning).option, null, null, true);
  }

  static <E extends Enum<E>> Setting<E> oneOf(
      Class<E> values, String key, E byDefault, String meaning) {
    return new Setting<>(
        ConfigOptions.key(key).enumType(values).defaultValue(byDefault).withDescription(meaning),
        null,
        null,
        false);
  }

  static Setting<Integer> number(
      String key, int byDefault, int lowest, int highest, String meaning) {
    return new Setting<>(
        ConfigOptions.key(key).intType().defaultValue(byDefault).withDescription(meaning),
        lowest,
        highest,
        false);
  }

  static Setting<Duration> duration(
      String key, String byDefault, String lowest, String highest, String meaning) {
    return new Setting<>(
        ConfigOptions.key(key)
            .durationType()
            .defaultValue(TimeUtils.parseDuration(byDefault))
            .withDescription(meaning),
        TimeUtils.parseDuration(lowest),
        TimeUtils.parseDuration(highest),
        false);
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
    if (value instanceof String text && text.isBlank() && !isSecret) {
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
    return value instanceof Duration duration
        ? TimeUtils.formatWithHighestUnit(duration)
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
