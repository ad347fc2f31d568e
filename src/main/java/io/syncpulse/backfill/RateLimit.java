package io.syncpulse.backfill;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the headers of an answer say of when the next request may come. */
final class RateLimit {

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,12}");

  /** Limits are per minute; whatever a server says, more than this is no sliding minute. */
  private static final Duration LONGEST_WINDOW = Duration.ofMinutes(2);

  private RateLimit() {}

  /**
   * How long to wait because this answer used up the last request of the limit; zero if it did not.
   *
   * @param serverNow the server's clock when it answered
   */
  static Duration untilReset(HttpHeaders headers, Instant serverNow) {
    Optional<Long> remaining = whole(headers, "RateLimit-Remaining");
    Optional<Long> reset = whole(headers, "RateLimit-Reset");
    if (remaining.isEmpty() || remaining.get() > 0 || reset.isEmpty()) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(serverNow, Instant.ofEpochSecond(reset.get()));
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WINDOW) < 0 ? wait : LONGEST_WINDOW;
  }

  /** How long the server asks to wait, in seconds or until a date; empty when it does not say. */
  static Optional<Duration> retryAfter(HttpHeaders headers, Instant serverNow) {
    Optional<Long> seconds = whole(headers, "Retry-After");
    if (seconds.isPresent()) {
      return seconds.map(Duration::ofSeconds);
    }
    return date(headers, "Retry-After")
        .map(at -> Duration.between(serverNow, at))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  /** The time of a header that holds a date of HTTP; empty when there is none. */
  static Optional<Instant> date(HttpHeaders headers, String name) {
    try {
      return headers
          .firstValue(name)
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Long> whole(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .filter(text -> WHOLE.matcher(text).matches())
        .map(Long::valueOf);
  }
}
