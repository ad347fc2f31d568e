package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @Property(tries = 5000)
  void equalsJavaTimeOnEveryOffsetAndFraction(
      @ForAll("localTimes") LocalDateTime local,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes,
      @ForAll @IntRange(min = 0, max = 9) int digits,
      @ForAll("offsetPatterns") String offsetPattern) {
    boolean hoursOnly = offsetPattern.equals("+HH");
    ZoneOffset offset =
        ZoneOffset.ofTotalSeconds((hoursOnly ? offsetMinutes / 60 * 60 : offsetMinutes) * 60);
    DateTimeFormatterBuilder pattern =
        new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd'T'HH:mm:ss");
    if (digits > 0) {
      pattern.appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true);
    }
    DateTimeFormatter format = pattern.appendOffset(offsetPattern, "Z").toFormatter(Locale.ROOT);
    String text = format.format(local.atOffset(offset));
    assertThat(Timestamps.parseMicros(text))
        .as(text)
        .isEqualTo(micros(OffsetDateTime.parse(text, format)));
  }

  @Property
  void withoutAnOffsetMeansUtc(@ForAll("localTimes") LocalDateTime local) {
    String text =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT).format(local);
    assertThat(Timestamps.parseMicros(text))
        .isEqualTo(micros(local.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)));
  }

  @Property(tries = 5000)
  void refusesExactlyTheDatesAndTimesThatDoNotExist(
      @ForAll @IntRange(min = 0, max = 9999) int year,
      @ForAll @IntRange(min = 0, max = 13) int month,
      @ForAll @IntRange(min = 0, max = 32) int day,
      @ForAll @IntRange(min = 0, max = 25) int hour,
      @ForAll @IntRange(min = 58, max = 61) int second) {
    String text =
        String.format(Locale.ROOT, "%04d-%02d-%02dT%02d:00:%02dZ", year, month, day, hour, second);
    long expected;
    try {
      expected =
          micros(
              LocalDate.of(year, month, day)
                  .atTime(LocalTime.of(hour, 0, second))
                  .atOffset(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      expected = Timestamps.UNPARSABLE;
    }
    assertThat(Timestamps.parseMicros(text)).as(text).isEqualTo(expected);
  }

  @Property(tries = 5000)
  void readsNothingThatIsNeitherFractionNorOffset(
      @ForAll @StringLength(max = 12) @CharRange(from = '+', to = ':') String tail) {
    String text = "2025-01-31T23:59:59" + tail;
    long micros = Timestamps.parseMicros(text);
    if (micros != Timestamps.UNPARSABLE) {
      assertThat(tail).matches("(\\.\\d{1,9})?([+-]\\d\\d(:?\\d\\d)?)?");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2025-01-31",
        "2025-01-31T23:59",
        "2025-01-31T23:59Z",
        "2025-01-31t23:59:59Z",
        "2025-01-31T23:59:59z",
        "2025-01-31T23:59:59.Z",
        "2025-01-31T23:59:59.1234567890Z",
        "2025-01-31T23:59:59,5Z",
        "2025-01-31T23:59:59 Z",
        "2025-01-31T23:59:59ZZ",
        "2025-01-31T23:59:59+5",
        "2025-01-31T23:59:59+18:01",
        "2025-01-31T23:59:59+01:60",
        "2025-01-31T23:59:59+01:00:00",
        "2025-01-31T23:59:59+1:000",
        "2025-01-31T23:59:59.5+",
        "+025-01-31T23:59:59Z",
        "2025-01-31T24:00:00Z",
        "2025-06-30T23:59:60Z",
        "2025-01-31T23:59:59Europe/Berlin",
        "\uFF12\uFF10\uFF12\uFF15-01-31T23:59:59Z",
        "1738367999"
      })
  void refusesEverythingElse(String text) {
    assertThat(Timestamps.parseMicros(text)).isEqualTo(Timestamps.UNPARSABLE);
  }

  @Provide
  Arbitrary<LocalDateTime> localTimes() {
    Arbitrary<LocalDate> dates =
        Arbitraries.longs()
            .between(LocalDate.of(0, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay())
            .map(LocalDate::ofEpochDay);
    Arbitrary<LocalTime> times =
        Arbitraries.longs().between(0, LocalTime.MAX.toNanoOfDay()).map(LocalTime::ofNanoOfDay);
    return Combinators.combine(dates, times).as(LocalDate::atTime);
  }

  @Provide
  Arbitrary<String> offsetPatterns() {
    return Arbitraries.of("+HH:MM", "+HHMM", "+HH");
  }

  private static long micros(OffsetDateTime time) {
    return Math.addExact(
        Math.multiplyExact(time.toEpochSecond(), 1_000_000L), time.getNano() / 1000L);
  }

  @Property
  void aNumberIsTheSameTimeInEveryUnit(
      @ForAll @LongRange(min = 946_684_800_000L, max = 9_000_000_000_000L) long millis) {
    assertThat(Timestamps.ofEpoch(millis)).isEqualTo(millis * 1000);
    assertThat(Timestamps.ofEpoch(millis * 1000)).isEqualTo(millis * 1000);
    assertThat(Timestamps.ofEpoch(millis * 1_000_000)).isEqualTo(millis * 1000);
  }
}
