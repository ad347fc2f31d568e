package io.syncpulse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;
import io.syncpulse.history.Booking;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreAggregateTest {

  private static final long MINUTE = 60_000_000L;

  private OneInputStreamOperatorTestHarness<Booking, PaneChange> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new PreAggregate(
                Set.of(Scope.Kind.SOURCE_TYPE, Scope.Kind.ORGANIZATION, Scope.Kind.PLATFORM),
                10,
                Duration.ofMillis(250)));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void addsUpWhatHappenedInOneMinuteOfAScopeAndGivesItBeforeTheWatermark() throws Exception {
    process(inserted(1, 0), inserted(2, 59), inserted(4, 60));
    assertThat(harness.getOutput()).isEmpty();

    harness.processWatermark(60_000);

    assertThat(given())
        .filteredOn(change -> change.scope().equals(Scope.platform()))
        .extracting(change -> List.of((long) change.minute(), change.change().inserted()))
        .containsExactlyInAnyOrder(List.of(0L, 3L), List.of(1L, 4L));
    assertThat(given()).hasSize(6);
  }

  @Test
  void givesWhatHasWaitedLongEnough() throws Exception {
    harness.setProcessingTime(1_000);
    process(inserted(1, 0));
    harness.setProcessingTime(1_249);
    assertThat(given()).isEmpty();

    harness.setProcessingTime(1_250);
    assertThat(given()).hasSize(3);
  }

  @Test
  void holdsNothingOverACheckpointOrTheEnd() throws Exception {
    process(inserted(1, 0));
    harness.prepareSnapshotPreBarrier(1);
    assertThat(given()).hasSize(3);

    process(inserted(1, 0));
    harness.getOneInputOperator().finish();
    assertThat(given()).hasSize(6);
  }

  @Test
  void givesWhatIsMuchAtOnce() throws Exception {
    for (int minute = 0; minute < 5; minute++) {
      process(inserted(1, 60 * minute));
    }
    assertThat(given()).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void whatWasTakenBackMeanwhileIsNotWorthARecord() throws Exception {
    process(inserted(1, 0), inserted(1, 0).retracted());
    harness.processWatermark(60_000);
    assertThat(given()).isEmpty();
  }

  @Test
  void whoseItIsNotKnownOfCountsForThePlatformOnly() throws Exception {
    process(inserted(1, 0).ownedBy(null, null));
    harness.processWatermark(60_000);
    assertThat(given()).extracting(PaneChange::scope).containsExactly(Scope.platform());
  }

  private void process(Booking... bookings) throws Exception {
    for (Booking booking : bookings) {
      harness.processElement(booking, 0);
    }
  }

  private List<PaneChange> given() {
    return harness.extractOutputValues();
  }

  private static Booking inserted(long entities, long second) {
    return new Booking(
        new Id(1, 1),
        new Id(2, 2),
        "notion",
        second * (MINUTE / 60),
        null,
        new EntityCounts(entities, 0, 0, 0, 0),
        false);
  }
}
