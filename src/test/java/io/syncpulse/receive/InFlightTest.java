package io.syncpulse.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class InFlightTest {

  private final InFlight inFlight = new InFlight(2, 100);

  @Test
  void oneTooManyIsRefusedUntilOneIsAnswered() {
    InFlight.Place first = inFlight.enter();
    InFlight.Place second = inFlight.enter();

    assertBusy(inFlight::enter);
    assertThat(inFlight.requests()).isEqualTo(2);

    first.close();
    InFlight.Place third = inFlight.enter();
    second.close();
    third.close();
    assertThat(inFlight.requests()).isZero();
  }

  @Test
  void bytesAreTakenAsTheyComeAndGivenBackAtOnce() {
    InFlight.Place first = inFlight.enter();
    InFlight.Place second = inFlight.enter();
    first.take(60);
    second.take(40);

    assertBusy(() -> second.take(1));
    first.close();
    second.take(59);

    assertThat(inFlight.bytes()).isEqualTo(100);
    second.close();
    assertThat(inFlight.bytes()).isZero();
  }

  @Test
  void whatComesAfterTheAnswerTakesNoRoom() {
    InFlight.Place late = inFlight.enter();
    late.take(10);
    late.close();
    late.close();

    assertBusy(() -> late.take(1));
    assertThat(inFlight.bytes()).isZero();
    assertThat(inFlight.requests()).isZero();
  }

  private static void assertBusy(Runnable action) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(action::run)
        .matches(e -> e.refusal() == Refusal.BUSY);
  }
}
