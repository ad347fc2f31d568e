package io.syncpulse.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadProgressTest {

  @Test
  void aHeadThatGrowsFromLookToLookIsTooSlow() {
    HeadProgress once = HeadProgress.NONE.next(0, 0, 10);
    HeadProgress twice = once.next(0, 0, 11);

    assertThat(once.isTooSlow()).isFalse();
    assertThat(twice.isTooSlow()).isTrue();
  }

  @Test
  void aPauseDoesNotMakeItForgotten() {
    assertThat(HeadProgress.NONE.next(0, 0, 10).next(0, 0, 10).next(0, 0, 11).isTooSlow()).isTrue();
  }

  @Test
  void aConnectionThatIsSilentBetweenRequestsMayStay() {
    HeadProgress progress = HeadProgress.NONE.next(3, 3, 900);
    for (int look = 0; look < 10; look++) {
      progress = progress.next(3, 3, 900);
      assertThat(progress.isTooSlow()).isFalse();
    }
  }

  @Test
  void aRequestThatIsUnderWayIsNotItsConcern() {
    HeadProgress progress = HeadProgress.NONE;
    for (int look = 1; look < 10; look++) {
      progress = progress.next(1, 0, 100 * look);
      assertThat(progress.isTooSlow()).isFalse();
    }
  }

  @Test
  void requestAfterRequestIsFast() {
    HeadProgress progress = HeadProgress.NONE;
    for (int look = 1; look < 10; look++) {
      progress = progress.next(look, look, 100 * look + 7);
      assertThat(progress.isTooSlow()).isFalse();
    }
  }

  @Test
  void theHeadOfALaterRequestIsWatchedToo() {
    HeadProgress answered = HeadProgress.NONE.next(5, 5, 500);

    assertThat(answered.next(5, 5, 501).next(5, 5, 502).isTooSlow()).isTrue();
    assertThat(answered.next(5, 5, 501).next(6, 6, 600).next(6, 6, 601).isTooSlow()).isFalse();
  }
}
