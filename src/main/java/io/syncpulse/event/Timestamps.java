package io.syncpulse.event;

/**
 * Reads times as the platform writes them: {@code 2025-01-31T23:59:59}, a blank instead of the T
 * allowed, then a fraction of one to nine digits or none (truncated to microseconds), then {@code
 * Z}, {@code +05:30}, {@code +0530}, {@code +05} or nothing.
 *
 * <p>Nothing means UTC: the platform keeps naive UTC times and prints them so where it forgets the
 * offset. Written by hand because every event has one and java.time's parser takes longer than the
 * rest of the record; a property test holds it to java.time.
 */
public final class Timestamps {

  /** What {@link #parseMicros} answers to anything that is no time. */
  public static final long UNPARSABLE = Long.MIN_VALUE;

  private static final long YEAR_2000_MICROS = 946_684_800_000_000L;
  private static final long YEAR_2000_NANOS = YEAR_2000_MICROS * 1000;
  private static final int SECONDS_END = 19;
  private static final int MAX_OFFSET_MINUTES = 18 * 60;

  private Timestamps() {}

  /** Microseconds since the epoch, or {@link #UNPARSABLE}. */
  public static long parseMicros(CharSequence text) {
    if (text.length() < SECONDS_END
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return UNPARSABLE;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, SECONDS_END);
    if (!isDate(year, month, day) || !isTime(hour, minute, second)) {
      return UNPARSABLE;
    }
    int fractionEnd = fractionEnd(text);
    int offset = offsetMinutes(text, fractionEnd);
    if (fractionEnd < 0 || offset == Integer.MIN_VALUE) {
      return UNPARSABLE;
    }
    long minutes = (epochDay(year, month, day) * 24 + hour) * 60 + minute - offset;
    return (minutes * 60 + second) * 1_000_000 + fractionMicros(text, fractionEnd);
  }

  /**
   * Microseconds since the epoch, of a number of milli-, micro- or nanoseconds since then, 0 or
   * more. Its size tells which: the milliseconds of a time pass the microseconds of the year 2000
   * only after the year 31,000.
   */
  static long ofEpoch(long number) {
    if (number < YEAR_2000_MICROS) {
      return number * 1000;
    }
    return number < YEAR_2000_NANOS ? number : number / 1000;
  }

  private static boolean isDate(int year, int month, int day) {
    return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  }

  private static boolean isTime(int hour, int minute, int second) {
    return (hour | minute | second) >= 0 && hour < 24 && minute < 60 && second < 60;
  }

  private static int daysIn(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Days since 1970-01-01, counted in years that begin in March, so that a leap day comes last. */
  private static long epochDay(int year, int month, int day) {
    long y = month > 2 ? year : year - 1L;
    int monthFromMarch = month > 2 ? month - 3 : month + 9;
    long dayOfYear = (153L * monthFromMarch + 2) / 5 + day - 1;
    return 365 * y
        + Math.floorDiv(y, 4)
        - Math.floorDiv(y, 100)
        + Math.floorDiv(y, 400)
        + dayOfYear
        - 719_468;
  }

  /** Where the fraction ends; -1 when there is a point but not one to nine digits. */
  private static int fractionEnd(CharSequence text) {
    if (text.length() == SECONDS_END || text.charAt(SECONDS_END) != '.') {
      return SECONDS_END;
    }
    int end = SECONDS_END + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    int count = end - SECONDS_END - 1;
    return count >= 1 && count <= 9 ? end : -1;
  }

  private static int fractionMicros(CharSequence text, int end) {
    int micros = 0;
    for (int i = SECONDS_END + 1; i <= SECONDS_END + 6; i++) {
      micros = micros * 10 + (i < end ? text.charAt(i) - '0' : 0);
    }
    return micros;
  }

  /** Minutes east of UTC of what follows the fraction; the least integer when it is no offset. */
  private static int offsetMinutes(CharSequence text, int start) {
    int length = text.length() - start;
    if (start < 0 || length == 0) {
      return 0;
    }
    char sign = text.charAt(start);
    if (sign == 'Z' && length == 1) {
      return 0;
    }
    boolean colon = length == 6 && text.charAt(start + 3) == ':';
    if ((sign != '+' && sign != '-') || (length != 3 && length != 5 && !colon)) {
      return Integer.MIN_VALUE;
    }
    int hours = digits(text, start + 1, start + 3);
    int minutes = length == 3 ? 0 : digits(text, text.length() - 2, text.length());
    int total = hours * 60 + minutes;
    if ((hours | minutes) < 0 || minutes > 59 || total > MAX_OFFSET_MINUTES) {
      return Integer.MIN_VALUE;
    }
    return sign == '+' ? total : -total;
  }

  /** The number of these digits; -1 when one of them is no digit. */
  private static int digits(CharSequence text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
