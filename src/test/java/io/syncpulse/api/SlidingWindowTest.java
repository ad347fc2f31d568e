package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

  private static final long SECOND = 1_000_000_000L;

  /** A clock of nanoseconds may run over the largest number while a window is open. */
  private static final long START = Long.valueOf(Long.MAX_VALUE) - 30 * SECOND;

  private final SlidingWindow window = new SlidingWindow();

  @Test
  void aRequestLeavesExactlySixtySecondsAfterItPassed() {
    assertThat(window.request(1, START).granted()).isTrue();
    assertThat(window.request(1, START + 60 * SECOND - 1).granted()).isFalse();
    assertThat(window.request(1, START + 60 * SECOND).granted()).isTrue();
  }

  @Test
  void resetIsWhenTheOldestLeaves() {
    window.request(2, 0);
    assertThat(window.request(2, 20 * SECOND).reset()).isEqualTo(Duration.ofSeconds(40));
    Allowance refused = window.request(2, 30 * SECOND);
    assertThat(refused.reset()).isEqualTo(Duration.ofSeconds(30));
    assertThat(refused.retryAfterSeconds()).isEqualTo(30);
  }

  @Test
  void retryAfterIsRoundedUpAndAtLeastASecond() {
    window.request(1, 0);
    assertThat(window.request(1, SECOND / 2).retryAfterSeconds()).isEqualTo(60);
    assertThat(window.request(1, 60 * SECOND - 1).retryAfterSeconds()).isEqualTo(1);
  }

  @Test
  void aLoweredLimitWaitsForAllThatAreTooMany() {
    for (int i = 0; i < 5; i++) {
      window.request(5, i * SECOND);
    }
    Allowance refused = window.request(2, 5 * SECOND);

    assertThat(refused.granted()).isFalse();
    assertThat(refused.remaining()).isZero();
    assertThat(refused.reset()).isEqualTo(Duration.ofSeconds(58));
    assertThat(window.request(2, 63 * SECOND - 1).granted()).isFalse();
    assertThat(window.request(2, 63 * SECOND).granted()).isTrue();
  }

  @Test
  void aClockReadEarlierButUsedLaterDoesNotDisturb() {
    window.request(2, 10 * SECOND);
    assertThat(window.request(2, 9 * SECOND).granted()).isTrue();
    assertThat(window.request(2, 69 * SECOND + SECOND / 2).granted()).isFalse();
    assertThat(window.request(2, 70 * SECOND).granted()).isTrue();
  }

  @Property
  void decidesLikeAListOfTimes(
      @ForAll @IntRange(min = 1, max = 40) int limit,
      @ForAll @Size(max = 300) List<@LongRange(min = 0, max = 5_000_000_000L) Long> pauses) {
    SlidingWindow tested = new SlidingWindow();
    Deque<Long> accepted = new ArrayDeque<>();
    long now = 0;
    for (long pause : pauses) {
      now += pause;
      while (!accepted.isEmpty() && accepted.peekFirst() <= now - 60 * SECOND) {
        accepted.removeFirst();
      }
      boolean expected = accepted.size() < limit;
      if (expected) {
        accepted.addLast(now);
      }
      Allowance allowance = tested.request(limit, now);
      assertThat(allowance.granted()).isEqualTo(expected);
      assertThat(allowance.remaining()).isEqualTo(limit - accepted.size());
    }
  }
}
