package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventClockTest {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long START = 1_750_000_000_000L;
  private static final long STEP = 200;

  private long now;
  private long active;
  private EventClock clock;

  /** What the wall shows, and what the activity clock shows: it began at another number. */
  @BeforeTry
  @BeforeEach
  void begin() {
    now = START;
    active = 77;
    clock = new EventClock(TestTimes.BOUNDS, active);
  }

  @Test
  void beforeAnyEventThereIsNoWatermark() {
    assertThat(clock.watermark()).isEqualTo(EventClock.NONE);
    assertThat(clock.isIdle()).isFalse();
  }

  @Test
  void theWatermarkStaysTheBoundOfDisorderBehindTheNewestEvent() {
    read(now - 3 * SECOND);
    assertThat(clock.watermark()).isEqualTo(START - 3 * SECOND - MINUTE - 1);
    read(now - 40 * SECOND);
    assertThat(clock.watermark()).isEqualTo(START - 3 * SECOND - MINUTE - 1);
    read(now);
    assertThat(clock.watermark()).isEqualTo(START - MINUTE - 1);
  }

  @Test
  void aPartitionThatNeverSpokeHoldsOthersBackUntilItIsTakenForIdle() {
    pass(15 * SECOND - STEP);
    assertThat(clock.isIdle()).isFalse();
    pass(STEP);
    assertThat(clock.isIdle()).isTrue();
    assertThat(clock.watermark()).isEqualTo(EventClock.NONE);
  }

  @Test
  void aLivePartitionThatFallsSilentFollowsTheClock() {
    read(now - 2 * SECOND);
    pass(STEP); // silence begins with the first quiet probe
    pass(15 * SECOND - STEP);
    assertThat(clock.watermark()).isEqualTo(START - 2 * SECOND - MINUTE - 1);
    pass(STEP);
    assertThat(clock.watermark()).isEqualTo(START + 13 * SECOND - MINUTE - 1);
    pass(HOUR);
    assertThat(clock.watermark()).isEqualTo(START + HOUR + 13 * SECOND - MINUTE - 1);
    assertThat(clock.isIdle()).isFalse();
  }

  @Test
  void anEventAfterSilenceTakesOverWithoutGoingBack() {
    read(now);
    pass(10 * MINUTE);
    long followed = clock.watermark();
    read(now - 5 * SECOND);
    assertThat(clock.watermark()).isGreaterThan(followed - 1);
    long watermark = clock.watermark();
    pass(14 * SECOND);
    assertThat(clock.watermark()).isEqualTo(watermark);
    pass(2 * SECOND);
    assertThat(clock.watermark()).isGreaterThan(watermark + 14 * SECOND);
  }

  @Test
  void aReplayOfThePastThatFallsSilentIsIdleAndStaysInThePast() {
    read(now - 100 * 24 * HOUR);
    long watermark = clock.watermark();
    pass(15 * SECOND + STEP);
    assertThat(clock.isIdle()).isTrue();
    pass(24 * HOUR);
    assertThat(clock.isIdle()).isTrue();
    assertThat(clock.watermark()).isEqualTo(watermark);
  }

  @Test
  void anEventEndsIdleness() {
    read(now - HOUR);
    pass(MINUTE);
    read(now - 2 * HOUR);
    assertThat(clock.isIdle()).isFalse();
    pass(15 * SECOND);
    assertThat(clock.isIdle()).isFalse();
    pass(STEP);
    assertThat(clock.isIdle()).isTrue();
  }

  @Test
  void liveMeansWithinTheBoundOfTheClockWhenTheNewestEventWasRead() {
    read(now - 5 * MINUTE - 1);
    pass(MINUTE);
    assertThat(clock.isIdle()).isTrue();
    read(now - 5 * MINUTE);
    pass(MINUTE);
    assertThat(clock.isIdle()).isFalse();
  }

  @Test
  void theLagOfALivePartitionIsKeptWhileItIsSilent() {
    read(now - 4 * MINUTE);
    pass(HOUR + STEP);
    assertThat(clock.watermark()).isEqualTo(START + HOUR - 4 * MINUTE - MINUTE - 1);
  }

  @Test
  void aReplayThatReachesThePresentBecomesLive() {
    for (long ago = 10 * HOUR; ago >= 0; ago -= MINUTE) {
      read(now - ago);
    }
    pass(HOUR + STEP);
    assertThat(clock.isIdle()).isFalse();
    assertThat(clock.watermark()).isEqualTo(START + HOUR - MINUTE - 1);
  }

  @Test
  void thePastThatIsReplayedIntoALivePartitionDoesNotStrandIt() {
    read(now);
    pass(HOUR);
    read(now - 200 * 24 * HOUR);
    read(now - 30 * MINUTE);
    pass(HOUR);
    assertThat(clock.isIdle()).isFalse();
    assertThat(clock.watermark()).isBetween(now - MINUTE - 5 * SECOND, now - MINUTE);
  }

  @Test
  void anEventAheadOfTheClockCountsAsTheClocksNow() {
    read(now + 23 * HOUR);
    assertThat(clock.watermark()).isEqualTo(START - MINUTE - 1);
    pass(STEP);
    read(now);
    assertThat(clock.watermark()).isEqualTo(START + STEP - MINUTE - 1);
    pass(HOUR + STEP);
    assertThat(clock.watermark()).isEqualTo(START + HOUR + STEP - MINUTE - 1);
  }

  @Test
  void timeInWhichTheReaderWasHeldUpIsNoSilence() {
    read(now - HOUR);
    for (int i = 0; i < 1000; i++) {
      now += MINUTE; // the wall goes on, the activity clock stands still
      clock.probe(active);
    }
    assertThat(clock.isIdle()).isFalse();
  }

  @Test
  void oneLongPauseOfTheProcessIsNoSilence() {
    read(now - HOUR);
    clock.probe(active);
    active += HOUR;
    clock.probe(active);
    assertThat(clock.isIdle()).isFalse();
    clock.probe(active + STEP);
    assertThat(clock.isIdle()).isFalse();
  }

  @Test
  void aLongPauseOfASilentLivePartitionMovesEventTimeLittle() {
    read(now);
    pass(MINUTE);
    long watermark = clock.watermark();
    active += HOUR;
    clock.probe(active);
    assertThat(clock.watermark()).isBetween(watermark, watermark + 8 * SECOND);
  }

  @Test
  void aBoundedSourceIsNeverSilent() {
    EventClock bounded = new EventClock(TestTimes.BOUNDS.forBoundedSource(), 0);
    bounded.probe(24 * HOUR);
    assertThat(bounded.isIdle()).isFalse();
    bounded.observe(now, now);
    for (long t = 0; t < 1000; t++) {
      bounded.probe(t * HOUR);
    }
    assertThat(bounded.isIdle()).isFalse();
    assertThat(bounded.watermark()).isEqualTo(now - MINUTE - 1);
  }

  @Property
  void theWatermarkNeverGoesBackAndNeverComesNearerTheClockThanTheDisorder(@ForAll Random random) {
    long last = EventClock.NONE;
    for (int i = 0; i < 500; i++) {
      switch (random.nextInt(5)) {
        case 0 -> read(now - random.nextInt((int) HOUR));
        case 1 -> read(now + random.nextInt((int) HOUR));
        case 2 -> pass(random.nextInt(20) * SECOND);
        default -> pass(STEP);
      }
      assertThat(clock.watermark()).isGreaterThanOrEqualTo(last).isLessThan(now - MINUTE);
      last = clock.watermark();
    }
  }

  @Property
  void aReplayGivesTheSameWatermarksWheneverItRuns(@ForAll Random random) {
    EventClock later = new EventClock(TestTimes.BOUNDS, 0);
    for (int i = 0; i < 300; i++) {
      long at = START - HOUR + random.nextInt((int) HOUR);
      clock.observe(at, START);
      later.observe(at, START + 365 * 24 * HOUR);
      assertThat(clock.watermark()).isEqualTo(later.watermark());
    }
  }

  @Test
  void rowsThatAreReadAsTheyStandHoldOthersBackAndMoveNothing() {
    for (int i = 0; i < 100; i++) {
      clock.hear();
      pass(10 * SECOND);
      assertThat(clock.isIdle()).isFalse();
    }
    assertThat(clock.watermark()).isEqualTo(EventClock.NONE);
    pass(5 * SECOND + STEP);
    assertThat(clock.isIdle()).isTrue();
  }

  @Test
  void boundsThatMakeNoSenseAreRefused() {
    Duration minute = Duration.ofMinutes(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventTimeBounds(minute.negated(), minute, minute))
        .withMessage("disorder must be 0 or more, but is PT-1M");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventTimeBounds(minute, Duration.ofNanos(5), minute))
        .withMessage("idleAfter must be 1 ms or more, but is PT0.000000005S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventTimeBounds(minute, minute, minute.negated()))
        .withMessage("liveWithin must be 0 or more, but is PT-1M");
  }

  private void read(long at) {
    clock.observe(at, now);
  }

  /** Time passes on both clocks, probed as Flink does. */
  private void pass(long millis) {
    for (long passed = 0; passed < millis; passed += STEP) {
      now += STEP;
      active += STEP;
      clock.probe(active);
    }
  }
}
