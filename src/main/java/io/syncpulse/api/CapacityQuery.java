package io.syncpulse.api;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * What one request asks of the use of workers.
 *
 * @param scope whose jobs
 * @param from begin of the first step
 * @param to end of the last step
 * @param resolution how long the steps are
 * @param workers how many jobs could run at once; null when it is not asked how far they were used
 */
record CapacityQuery(
    FigureScope scope, Instant from, Instant to, Resolution resolution, Integer workers) {

  static final Duration DEFAULT_RANGE = Duration.ofDays(7);
  static final Duration LONGEST_RANGE = Duration.ofDays(100);
  static final int MOST_STEPS = 1_500;

  private static final int MOST_WORKERS = 1_000_000;
  private static final Map<String, FigureScope> SCOPES =
      Parameters.byName(FigureScope.values(), FigureScope::wireName);

  /**
   * Reads and checks a request. A range widens to whole steps. Parameters that are not known are
   * ignored.
   *
   * @param now where the range ends that is not given
   * @throws InvalidRequestException with all that is wrong
   */
  static CapacityQuery parse(QueryString query, Instant now) {
    Parameters parameters = new Parameters(query);
    FigureScope scope = parameters.choice("scope", SCOPES, FigureScope.ORGANIZATION);
    OffsetDateTime from = parameters.dateTime("from");
    OffsetDateTime to = parameters.dateTime("to");
    parameters.requireOrder("from", from, "to", to);
    Instant end = to == null ? now : to.toInstant();
    Instant begin = from == null ? end.minus(DEFAULT_RANGE) : from.toInstant();
    if (begin.isAfter(now)) {
      parameters.reject(from == null ? "to" : "from", "lies in the future");
    }
    Duration range = Duration.between(begin, end);
    Resolution resolution =
        parameters.choice("resolution", Resolution.BY_NAME, Resolution.of(range));
    Integer workers = parameters.wholeNumber("workers", 1, MOST_WORKERS);
    if (range.compareTo(LONGEST_RANGE) > 0) {
      parameters.reject(
          "to", "should be at most " + LONGEST_RANGE.toDays() + " days later than from");
    } else if (resolution != null && range.toSeconds() > MOST_STEPS * resolution.seconds()) {
      parameters.reject(
          "resolution",
          "should be " + Resolution.of(range).wireName() + " or coarser for a range this long");
    }
    parameters.check();
    return new CapacityQuery(
        scope, resolution.floor(begin), resolution.ceiling(end), resolution, workers);
  }

  /** How long the steps are that are read: all others are made of them, so they share them. */
  Resolution sweepResolution() {
    return resolution == Resolution.ONE_MINUTE ? resolution : Resolution.FIVE_MINUTES;
  }
}
