package io.syncpulse.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size of window.
 *
 * @param text as it was asked for, such as {@code 24h}
 * @param seconds a minute or more
 */
record Window(String text, int seconds) {

  static final Window DEFAULT = new Window("24h", 86_400);

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})([mhd])");
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  /** Reads a number of minutes, hours or days; empty when the text is anything else. */
  static Optional<Window> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "m" -> MINUTE;
          case "h" -> HOUR;
          default -> DAY;
        };
    long seconds = Integer.parseInt(matcher.group(1)) * unit;
    return seconds > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new Window(text, (int) seconds));
  }

  /** The window of this size, as people name it: a day is 24 hours, two days are two days. */
  static Window of(int seconds) {
    if (seconds > DAY && seconds % DAY == 0) {
      return new Window(seconds / DAY + "d", seconds);
    }
    if (seconds % HOUR == 0) {
      return new Window(seconds / HOUR + "h", seconds);
    }
    return new Window(seconds / MINUTE + "m", seconds);
  }
}
