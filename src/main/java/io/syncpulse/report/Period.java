package io.syncpulse.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time, its end not included; microseconds since the epoch.
 *
 * @param from its beginning
 * @param to its end, after the beginning
 */
public record Period(long from, long to) {

  /** Microseconds of an hour. */
  public static final long HOUR = 3_600_000_000L;

  /** Microseconds of a day. */
  public static final long DAY = 24 * HOUR;

  /**
   * @throws IllegalArgumentException when it would not end after its beginning
   */
  public Period {
    if (from >= to) {
      throw new IllegalArgumentException("a period ends after it begins");
    }
  }

  /** Of two moments, cut to microseconds. */
  public static Period between(Instant from, Instant to) {
    return new Period(micros(from), micros(to));
  }

  /** Whether a moment lies in it. */
  public boolean contains(long at) {
    return at >= from && at < to;
  }

  /** Its length in microseconds. */
  public long length() {
    return to - from;
  }

  /** Its beginning. */
  public Instant begins() {
    return instant(from);
  }

  /** Its end. */
  public Instant ends() {
    return instant(to);
  }

  /** A moment as microseconds since the epoch. */
  public static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  /** The moment that is so many microseconds after the epoch. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
