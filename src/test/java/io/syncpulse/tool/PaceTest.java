package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long MONDAY = 1_767_571_200_000_000L;
  private static final long SECOND = 1_000_000;
  private static final long NANOS = 1_000_000_000;

  @Test
  void rateSpreadsEventsEvenlyWhateverTheySay() {
    Pace pace = Pace.rate(4);

    assertThat(pace.due(MONDAY)).isZero();
    assertThat(pace.due(null)).isEqualTo(NANOS / 4);
    assertThat(pace.due(MONDAY - SECOND)).isEqualTo(NANOS / 2);
  }

  @Test
  void rateDoesNotDrift() {
    Pace pace = Pace.rate(3);
    for (int i = 0; i < 3_000_000; i++) {
      pace.due(MONDAY);
    }

    assertThat(pace.due(MONDAY)).isEqualTo(1_000_000 * NANOS);
  }

  @Test
  void speedFollowsTheEventsOwnTimes() {
    Pace pace = Pace.speed(10);

    assertThat(pace.due(MONDAY)).isZero();
    assertThat(pace.due(MONDAY + 20 * SECOND)).isEqualTo(2 * NANOS);
    assertThat(pace.due(MONDAY + 5 * SECOND)).isEqualTo(NANOS / 2);
    assertThat(pace.due(MONDAY - SECOND)).isNegative();
  }

  @Test
  void speedBelowOneIsSlowMotion() {
    Pace pace = Pace.speed(0.5);
    pace.due(MONDAY);

    assertThat(pace.due(MONDAY + SECOND)).isEqualTo(2 * NANOS);
  }

  @Test
  void speedSendsAnEventWithoutATimeAtOnce() {
    assertThat(Pace.speed(1).due(null)).isZero();
  }

  @Test
  void unboundedNeverWaits() {
    Pace pace = Pace.unbounded();
    pace.due(MONDAY);

    assertThat(pace.due(MONDAY + 7 * SECOND)).isZero();
  }
}
