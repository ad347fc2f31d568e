package io.syncpulse;

import io.syncpulse.metric.Scope;
import io.syncpulse.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.util.TimeUtils;

/** Reads the settings of metrics that are lists. */
final class MetricSettings {

  private static final Duration LARGEST = Duration.ofDays(366);
  private static final int MOST_WINDOWS = 10;

  private MetricSettings() {}

  /**
   * Rolling windows.
   *
   * @param text {@code size/slide}, separated by commas, such as {@code 24 h/15 min}
   * @throws IllegalArgumentException with what is wrong
   */
  static List<Window> windows(String text) {
    List<Window> windows = new ArrayList<>();
    Set<Integer> sizes = new HashSet<>();
    for (String one : text.split(",", -1)) {
      String[] parts = one.split("/", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            "\"%s\" is not of the form size/slide, such as 24 h/15 min".formatted(one.strip()));
      }
      Window window = window(one.strip(), minutes(parts[0]), minutes(parts[1]));
      if (!sizes.add(window.size())) {
        throw new IllegalArgumentException(
            "two windows are of the same size (%s), and their rows would be, too"
                .formatted(parts[0].strip()));
      }
      windows.add(window);
    }
    if (windows.size() > MOST_WINDOWS) {
      throw new IllegalArgumentException(
          "at most %s windows, but there are %s".formatted(MOST_WINDOWS, windows.size()));
    }
    return windows;
  }

  private static Window window(String text, int size, int slide) {
    try {
      return Window.rolling(size, slide);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\": the size must be a multiple of the slide".formatted(text), e);
    }
  }

  private static int minutes(String text) {
    Duration duration = TimeUtils.parseDuration(text.strip());
    if (duration.toMinutes() < 1
        || duration.compareTo(LARGEST) > 0
        || !duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
      throw new IllegalArgumentException(
          "\"%s\" is not a whole number of minutes from 1 min to 366 d".formatted(text.strip()));
    }
    return (int) duration.toMinutes();
  }

  /**
   * Up to when metrics are stated.
   *
   * @param text a moment such as {@code 2026-01-31T00:00:00Z}, or nothing
   * @return null for ever
   * @throws IllegalArgumentException with what is wrong
   */
  static Instant until(String text) {
    try {
      return text.isBlank() ? null : OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a moment such as 2026-01-31T00:00:00Z".formatted(text.strip()), e);
    }
  }

  /**
   * Scopes.
   *
   * @param text names, separated by commas: connection, source-type, organization, platform
   * @throws IllegalArgumentException with what is wrong
   */
  static Set<Scope.Kind> scopes(String text) {
    Set<Scope.Kind> scopes = EnumSet.noneOf(Scope.Kind.class);
    for (String one : text.split(",", -1)) {
      String name = one.strip().toUpperCase(Locale.ROOT).replace('-', '_');
      try {
        scopes.add(Scope.Kind.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "\"%s\" is none of connection, source-type, organization, platform"
                .formatted(one.strip()),
            e);
      }
    }
    return scopes;
  }
}
