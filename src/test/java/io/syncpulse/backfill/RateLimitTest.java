package io.syncpulse.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {

  /** 1,700,000,000 seconds after the epoch. */
  private static final Instant NOW = Instant.parse("2023-11-14T22:13:20Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // remaining, reset: seconds to wait
        "0, 1700000042, 42",
        "0, 1700000000, 0",
        "0, 1600000000, 0",
        "0, 1800000000, 120",
        "0, -, 0",
        "0, 99999999999999999999, 0",
        "0, -5, 0",
        "0, soon, 0",
        "1, 1700000042, 0",
        "-1, 1700000042, 0",
        "-, 1700000042, 0",
        "-, -, 0"
      })
  void theLastRequestOfALimitIsFollowedByAPause(String remaining, String reset, long seconds) {
    HttpHeaders headers = headers("ratelimit-remaining", remaining, "RateLimit-Reset", reset);

    assertThat(RateLimit.untilReset(headers, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "42, 42",
        "0, 0",
        "'Tue, 14 Nov 2023 22:14:00 GMT', 40",
        "'Tue, 14 Nov 2023 22:00:00 GMT', 0",
        "soon, -",
        "-7, -",
        "1e3, -",
        "9999999999999, -",
        "'', -"
      })
  void aRefusalSaysHowLongInSecondsOrUntilADate(String header, Long seconds) {
    assertThat(RateLimit.retryAfter(headers("Retry-After", header), NOW))
        .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
  }

  @Test
  void aRefusalNeedNotSayHowLong() {
    assertThat(RateLimit.retryAfter(headers(), NOW)).isEmpty();
  }

  private static HttpHeaders headers(String... namesAndValues) {
    Map<String, List<String>> all = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        all.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
      }
    }
    return HttpHeaders.of(all, (name, value) -> true);
  }
}
