package io.syncpulse.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How long the steps of a course over time are. Each divides an hour or is made of whole ones. */
enum Resolution {
  ONE_MINUTE("1m", Duration.ofMinutes(1)),
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  QUARTER_HOUR("15m", Duration.ofMinutes(15)),
  HALF_HOUR("30m", Duration.ofMinutes(30)),
  ONE_HOUR("1h", Duration.ofHours(1)),
  THREE_HOURS("3h", Duration.ofHours(3)),
  SIX_HOURS("6h", Duration.ofHours(6)),
  HALF_DAY("12h", Duration.ofHours(12)),
  ONE_DAY("1d", Duration.ofDays(1));

  /** All of them by their names on the wire. */
  static final Map<String, Resolution> BY_NAME = Parameters.byName(values(), Resolution::wireName);

  /** About as many as a chart has room for. */
  private static final int STEPS_OF_A_CHART = 400;

  private final String wireName;
  private final long seconds;

  Resolution(String wireName, Duration step) {
    this.wireName = wireName;
    this.seconds = step.toSeconds();
  }

  /** The finest that makes no more steps of a range than a chart has room for. */
  static Resolution of(Duration range) {
    for (Resolution resolution : values()) {
      if (range.toSeconds() <= STEPS_OF_A_CHART * resolution.seconds) {
        return resolution;
      }
    }
    return ONE_DAY;
  }

  String wireName() {
    return wireName;
  }

  long seconds() {
    return seconds;
  }

  /** The begin of the step that a moment lies in; steps are whole since the epoch. */
  Instant floor(Instant moment) {
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
  }

  /** The first begin of a step that is not before a moment. */
  Instant ceiling(Instant moment) {
    Instant floor = floor(moment);
    return floor.equals(moment) ? floor : floor.plusSeconds(seconds);
  }
}
