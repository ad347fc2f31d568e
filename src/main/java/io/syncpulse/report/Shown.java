package io.syncpulse.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people read them, in every locale the same; times are UTC. */
final class Shown {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final int LONGEST_NAME = 60;

  private Shown() {}

  /** A whole number with its thousands apart. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** Three digits that mean something; a whole number without its zeros, as on an axis. */
  static String number(double n) {
    return n == Math.rint(n) ? count((long) n) : mean(n);
  }

  /** Three digits that mean something, even where they are zeros. */
  static String mean(double n) {
    double size = Math.abs(n);
    if (size >= 1000) {
      return count(Math.round(n));
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", n);
  }

  /** A share, 0.123 as 12.3 %. */
  static String percent(double share) {
    double percent = share * 100;
    return String.format(
        Locale.ROOT, percent != 0 && percent < 0.1 ? "%.2f %%" : "%.1f %%", percent);
  }

  /** A length of time in its two largest units; a dash for null. */
  static String duration(Double seconds) {
    if (seconds == null) {
      return "–";
    }
    double s = seconds;
    if (s < 1) {
      return s == 0 ? "0 s" : Math.max(1, Math.round(s * 1000)) + " ms";
    }
    if (s < 60) {
      return number(Math.round(s * 10) / 10.0) + " s";
    }
    if (s < 3_600) {
      return pair(Math.round(s), 60, "min", "s");
    }
    return s < 86_400
        ? pair(Math.round(s / 60), 60, "h", "min")
        : pair(Math.round(s / 3_600), 24, "d", "h");
  }

  private static String pair(long units, long size, String large, String small) {
    long rest = units % size;
    return units / size + " " + large + (rest == 0 ? "" : " " + rest + " " + small);
  }

  /** A moment to the minute. */
  static String moment(Instant at) {
    return MINUTE.format(at);
  }

  /** A day. */
  static String date(LocalDate date) {
    return DATE.format(date);
  }

  /** A name from outside, cut where it gets too long for a table. */
  static String name(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_NAME
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
  }
}
