package io.syncpulse.api;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Date-times as requests give them: ISO 8601, of the years 1 to 9999. */
final class DateTimes {

  private static final int LONGEST = 35;
  private static final int BEFORE_OFFSET = "2025-01-01T00:00".length();
  private static final long NANOS_PER_MICRO = 1_000;

  private DateTimes() {}

  /**
   * Reads a date-time with {@code Z} or an offset such as {@code +05:30}.
   *
   * <p>Rounded up to whole microseconds, the finest that is stored: a bound between two of them
   * then still parts the same rows. A plus that was not escaped arrives as a space and is taken for
   * the plus it was.
   *
   * @return null when the text is anything else
   */
  static OffsetDateTime parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    int space = text.lastIndexOf(' ');
    String iso =
        space < BEFORE_OFFSET ? text : text.substring(0, space) + "+" + text.substring(space + 1);
    try {
      OffsetDateTime time = OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
      if (time.getYear() < 1 || time.getYear() > 9_999) {
        return null;
      }
      long excess = time.getNano() % NANOS_PER_MICRO;
      return excess == 0 ? time : time.plusNanos(NANOS_PER_MICRO - excess);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Reads a date-time, in UTC; null when it is anything else, and what that is a problem. */
  static OffsetDateTime read(String text, Problems problems, Object... place) {
    OffsetDateTime time = parse(text);
    if (time != null) {
      return time.withOffsetSameInstant(ZoneOffset.UTC);
    }
    if (lacksOffset(text)) {
      problems.add("Input should have timezone info", "timezone_aware", place);
    } else {
      problems.add("Input should be a valid datetime", "datetime_parsing", place);
    }
    return null;
  }

  /** Whether the text is a date-time that only lacks its offset. */
  static boolean lacksOffset(String text) {
    try {
      LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
