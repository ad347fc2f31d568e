package io.syncpulse.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Where a time axis has its marks: hours, days, Mondays or firsts of months, UTC. */
final class TimeTicks {

  private static final DateTimeFormatter HOUR = format("d MMM HH:mm");
  private static final DateTimeFormatter DAY = format("d MMM");
  private static final DateTimeFormatter MONTH = format("MMM uuuu");

  /**
   * A mark.
   *
   * @param at where
   * @param label what it says
   */
  record Tick(Instant at, String label) {}

  private TimeTicks() {}

  static List<Tick> between(Instant from, Instant to) {
    LocalDateTime start = LocalDateTime.ofInstant(from, ZoneOffset.UTC);
    LocalDate day = start.toLocalDate();
    double days = ChronoUnit.MINUTES.between(from, to) / 1440.0;
    if (days <= 3) {
      long hours = days <= 0.5 ? 1 : days <= 1.5 ? 3 : 12;
      return ticks(from, to, day.atStartOfDay(), at -> at.plusHours(hours), HOUR);
    }
    if (days <= 28) {
      long step = days <= 14 ? 1 : 2;
      return ticks(from, to, day.atStartOfDay(), at -> at.plusDays(step), DAY);
    }
    if (days <= 120) {
      LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      return ticks(from, to, monday.atStartOfDay(), at -> at.plusWeeks(1), DAY);
    }
    long months = Math.max(1, Math.round(days / 30 / 10));
    return ticks(
        from, to, day.withDayOfMonth(1).atStartOfDay(), at -> at.plusMonths(months), MONTH);
  }

  private static List<Tick> ticks(
      Instant from,
      Instant to,
      LocalDateTime first,
      UnaryOperator<LocalDateTime> next,
      DateTimeFormatter label) {
    List<Tick> ticks = new ArrayList<>();
    for (LocalDateTime at = first; !at.toInstant(ZoneOffset.UTC).isAfter(to); at = next.apply(at)) {
      if (!at.toInstant(ZoneOffset.UTC).isBefore(from)) {
        ticks.add(new Tick(at.toInstant(ZoneOffset.UTC), label.format(at)));
      }
    }
    return ticks;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }
}
