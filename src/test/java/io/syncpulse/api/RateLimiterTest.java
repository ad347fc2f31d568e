package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private final TestTime time = new TestTime();
  private final RateLimiter limiter = new RateLimiter(time);

  @Test
  void forgettingIdleWindowsLetsNothingThroughTooEarly() {
    ApiKey key = key(1);
    assertThat(limiter.request(key).granted()).isTrue();
    for (int second = 1; second < 60; second++) {
      time.advance(Duration.ofSeconds(1));
      assertThat(limiter.request(key).granted()).isFalse();
    }
    time.advance(Duration.ofSeconds(1));
    assertThat(limiter.request(key).granted()).isTrue();
    time.advance(Duration.ofHours(1));
    assertThat(limiter.request(key).granted()).isTrue();
  }

  @Test
  void zeroIsUnlimited() {
    ApiKey key = key(0);
    for (int i = 0; i < 10_000; i++) {
      assertThat(limiter.request(key)).isEqualTo(Allowance.UNLIMITED);
    }
  }

  private ApiKey key(int requestsPerMinute) {
    return new ApiKey(
        UUID.randomUUID(),
        UUID.randomUUID(),
        false,
        "k",
        requestsPerMinute,
        time.instant(),
        null,
        null);
  }
}
