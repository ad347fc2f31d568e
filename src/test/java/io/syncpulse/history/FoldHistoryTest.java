package io.syncpulse.history;

import static io.syncpulse.history.Observations.ACME;
import static io.syncpulse.history.Observations.CONNECTION;
import static io.syncpulse.history.Observations.GLOBEX;
import static io.syncpulse.history.Observations.JOB;
import static io.syncpulse.history.Observations.MINUTE;
import static io.syncpulse.history.Observations.batch;
import static io.syncpulse.history.Observations.facts;
import static io.syncpulse.history.Observations.status;
import static io.syncpulse.history.Observations.total;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import io.syncpulse.event.TableRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FoldHistoryTest {

  private static final HistoryRules RULES =
      new HistoryRules(
          Duration.ofMinutes(10),
          Duration.ofHours(2),
          Duration.ofMinutes(5),
          Duration.ofHours(24),
          Duration.ofDays(8),
          null);

  @Test
  void aFinishedJobGivesOneOutcome() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(
          status(JOB, JobStatus.PENDING, 0),
          status(JOB, JobStatus.RUNNING, 1),
          batch(JOB, 0, 2, 40),
          batch(JOB, 1, 3, 2),
          status(JOB, JobStatus.COMPLETED, 5));

      JobSnapshot last = fold.newest(JOB);
      assertThat(last.status()).isEqualTo(JobStatus.COMPLETED);
      assertThat(last.createdAt()).isZero();
      assertThat(last.startedAt()).isEqualTo(MINUTE);
      assertThat(last.endedAt()).isEqualTo(5 * MINUTE);
      assertThat(last.counts().inserted()).isEqualTo(42);
      assertThat(last.lostAt()).isNull();
      assertThat(fold.outcomes())
          .singleElement()
          .satisfies(
              outcome -> {
                assertThat(outcome.kind()).isEqualTo(Outcome.Kind.COMPLETED);
                assertThat(outcome.organization()).isEqualTo(ACME);
                assertThat(outcome.sourceType()).isEqualTo("notion");
                assertThat(outcome.counts().inserted()).isEqualTo(42);
              });
    }
  }

  @Test
  void aRepetitionSaysNothing() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(status(JOB, JobStatus.RUNNING, 1), batch(JOB, 0, 2, 40));
      int said = fold.snapshots().size();

      fold.observe(batch(JOB, 0, 2, 40), status(JOB, JobStatus.RUNNING, 1));

      assertThat(fold.snapshots()).hasSize(said);
    }
  }

  @Test
  void aRowOfAConnectionTellsOfTheConnectionAndOfNoJob() throws Exception {
    Observation row =
        new Observation(
            CONNECTION,
            null,
            9 * MINUTE,
            null,
            -1,
            EntityCounts.NONE,
            null,
            facts(ACME, "notion"),
            new TableRow(0, 2 * MINUTE, null, null, false, true));
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(row, row);

      assertThat(fold.newestConnection())
          .isEqualTo(
              new ConnectionSnapshot(
                  CONNECTION,
                  facts(ACME, "notion"),
                  9 * MINUTE,
                  null,
                  2 * MINUTE,
                  9 * MINUTE,
                  null));
      fold.endOfInput();
      assertThat(fold.snapshots()).isEmpty();
      assertThat(fold.changes()).isEmpty();
    }
  }

  @Test
  void aSilentJobIsLostAndTheTruthTakesItBack() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(status(JOB, JobStatus.RUNNING, 0));
      fold.watermark(119);
      assertThat(fold.newest(JOB).lostAt()).isNull();

      fold.watermark(120);
      assertThat(fold.newest(JOB).lostAt()).isEqualTo(120 * MINUTE);
      assertThat(fold.newest(JOB).status()).isEqualTo(JobStatus.RUNNING);
      assertThat(fold.outcomes()).extracting(Outcome::kind).containsExactly(Outcome.Kind.LOST);

      fold.observe(status(JOB, JobStatus.COMPLETED, 110));
      assertThat(fold.newest(JOB).lostAt()).isNull();
      assertThat(fold.newest(JOB).status()).isEqualTo(JobStatus.COMPLETED);
      assertThat(fold.outcomes()).extracting(Outcome::kind).containsExactly(Outcome.Kind.COMPLETED);
    }
  }

  @Test
  void noJobIsLostAfterTheCutOffOfARunOverThePast() throws Exception {
    HistoryRules past =
        new HistoryRules(
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            Duration.ofDays(8),
            Instant.EPOCH.plus(Duration.ofMinutes(60)));
    try (FoldHarness fold = new FoldHarness(past)) {
      Id silentBefore = new Id(2, 5);
      fold.observe(
          Observations.status(silentBefore, JobStatus.PENDING, 50),
          Observations.status(JOB, JobStatus.PENDING, 51));
      fold.endOfInput();

      assertThat(fold.newest(silentBefore).lostAt()).isEqualTo(60 * MINUTE);
      assertThat(fold.newest(JOB).lostAt()).isNull();
      assertThat(fold.timers()).isZero();
    }
  }

  @Test
  void aLostJobThatIsHeardOfAgainRunsOn() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(status(JOB, JobStatus.RUNNING, 0));
      fold.watermark(130);
      fold.observe(batch(JOB, 0, 125, 1));
      assertThat(fold.newest(JOB).lostAt()).isNull();
      assertThat(fold.outcomes()).isEmpty();

      fold.watermark(125 + 120);
      assertThat(fold.newest(JOB).lostAt()).isEqualTo((125 + 120) * MINUTE);
    }
  }

  @Test
  void eachStatusHasItsOwnPatience() throws Exception {
    Id pending = new Id(2, 10);
    Id cancelling = new Id(2, 11);
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(
          status(pending, JobStatus.PENDING, 0), status(cancelling, JobStatus.CANCELLING, 0));
      fold.watermark(100);

      assertThat(fold.newest(pending).lostAt()).isEqualTo(10 * MINUTE);
      assertThat(fold.newest(cancelling).lostAt()).isEqualTo(5 * MINUTE);
    }
  }

  @Test
  void aCorrectionRetractsTheOutcomeAndAddsTheNewOne() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(status(JOB, JobStatus.COMPLETED, 9));
      fold.observe(batch(JOB, 0, 8, 5));
      fold.observe(status(JOB, JobStatus.FAILED, 7));

      assertThat(fold.changes())
          .filteredOn(booking -> booking.outcome() != null)
          .extracting(Booking::isRetraction)
          .containsExactly(false, true, false, true, false);
      assertThat(fold.outcomes())
          .singleElement()
          .satisfies(
              outcome -> {
                assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
                assertThat(outcome.endedAt()).isEqualTo(7 * MINUTE);
                assertThat(outcome.counts().inserted()).isEqualTo(5);
              });
    }
  }

  @Test
  void anEarlierClaimOfTheConnectionMovesItsOutcomes() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(status(JOB, JobStatus.COMPLETED, 9, GLOBEX));
      fold.observe(status(new Id(2, 3), JobStatus.RUNNING, 2, ACME));

      assertThat(fold.outcomes()).extracting(Outcome::organization).containsExactly(ACME);
      assertThat(fold.newestConnection().facts().organization()).isEqualTo(ACME);
    }
  }

  @Test
  void aLaterClaimDoesNotMoveTheConnection() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(status(JOB, JobStatus.RUNNING, 2, ACME));
      fold.observe(status(JOB, JobStatus.COMPLETED, 9, GLOBEX));

      assertThat(fold.newestConnection().facts().organization()).isEqualTo(ACME);
      assertThat(fold.outcomes()).extracting(Outcome::organization).containsExactly(ACME);
    }
  }

  @Test
  void batchesAreBookedWhenTheyHappenAndTheRestWhenTheJobEnds() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(
          status(JOB, JobStatus.RUNNING, 0),
          batch(JOB, 0, 2, 40),
          batch(JOB, 1, 4, 2),
          batch(JOB, 1, 3, 1),
          total(JOB, JobStatus.COMPLETED, 5, 50));

      assertThat(fold.bookings())
          .extracting(booking -> List.of(booking.at() / MINUTE, booking.entities().inserted()))
          .containsExactlyInAnyOrder(List.of(2L, 40L), List.of(3L, 2L), List.of(5L, 8L));
    }
  }

  @Test
  void whatEndedBeyondTheLatenessIsToldApartInsteadOfBooked() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.watermark(24 * 60 + 10);
      fold.observe(status(JOB, JobStatus.COMPLETED, 10), status(new Id(2, 3), JobStatus.FAILED, 9));

      assertThat(fold.outcomes()).extracting(Outcome::job).containsExactly(JOB);
      assertThat(fold.lateOutcomes())
          .singleElement()
          .satisfies(late -> assertThat(late.outcome().job()).isEqualTo(new Id(2, 3)));
      assertThat(fold.newest(new Id(2, 3)).status()).isEqualTo(JobStatus.FAILED);
    }
  }

  @Test
  void whatWasTooLateBeforeACrashIsTooLateAfterIt() throws Exception {
    try (FoldHarness before = new FoldHarness(RULES)) {
      before.watermark(24 * 60 + 10);
      before.observe(status(JOB, JobStatus.RUNNING, 9));
      try (FoldHarness after = before.restored()) {
        after.observe(status(JOB, JobStatus.COMPLETED, 9));

        assertThat(after.bookings()).isEmpty();
        assertThat(after.lateOutcomes()).isNotEmpty();
      }
    }
  }

  @Test
  void aNewSourceTypeDoesNotMoveWhatWasCounted() throws Exception {
    Observation renamed =
        new Observation(
            CONNECTION,
            JOB,
            20 * MINUTE,
            JobStatus.COMPLETED,
            -1,
            EntityCounts.NONE,
            null,
            Observations.facts(ACME, "github"));
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(status(JOB, JobStatus.RUNNING, 9), renamed);

      assertThat(fold.newestConnection().facts().sourceType()).isEqualTo("github");
      assertThat(fold.outcomes()).extracting(Outcome::sourceType).containsExactly("notion");
    }
  }

  @Test
  void anEventThatNamesNoSourceTypeTakesNoneAway() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      Observation named = status(JOB, JobStatus.RUNNING, 1);
      fold.observe(
          named,
          new Observation(
              CONNECTION,
              JOB,
              2 * MINUTE,
              JobStatus.COMPLETED,
              -1,
              EntityCounts.NONE,
              null,
              Observations.facts(ACME, null)));

      assertThat(fold.newestConnection().facts().sourceType()).isEqualTo("notion");
    }
  }

  @Test
  void aConnectionBelongsToItsFirstClaimEvenWhenItsJobsAreForgotten() throws Exception {
    long monthLater = 30 * 24 * 60;
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(status(JOB, JobStatus.COMPLETED, 9, ACME));
      fold.watermark(monthLater);
      fold.observe(status(new Id(2, 3), JobStatus.COMPLETED, monthLater, GLOBEX));

      assertThat(fold.bookings()).extracting(Booking::organization).containsOnly(ACME);
    }
  }

  @Test
  void stateAndTimersReturnToWhatIsKnownOfTheConnection() throws Exception {
    try (FoldHarness fold = new FoldHarness(RULES)) {
      for (int i = 0; i < 50; i++) {
        fold.observe(
            status(new Id(2, i), JobStatus.PENDING, i),
            batch(new Id(2, i), 0, i + 1, 1),
            status(new Id(2, i), i % 2 == 0 ? JobStatus.COMPLETED : JobStatus.RUNNING, i + 2));
      }
      assertThat(fold.stateEntries()).isPositive();

      fold.watermark(100 + 8 * 24 * 60 + 120 + 60);

      assertThat(fold.stateEntries()).isEqualTo(1);
      assertThat(fold.timers()).isZero();
    }
  }

  @Test
  void aReplayOfThePastKeepsItsStateAsLongAsTheLive() throws Exception {
    long now = 100 * 24 * 60;
    try (FoldHarness fold = new FoldHarness(RULES)) {
      fold.observe(status(new Id(2, 9), JobStatus.RUNNING, now));
      fold.watermark(now);
      fold.observe(batch(JOB, 0, 10, 1), status(JOB, JobStatus.COMPLETED, 12));
      fold.watermark(now + 60);
      fold.observe(batch(JOB, 1, 11, 2));

      assertThat(fold.newest(JOB).counts().inserted()).isEqualTo(3);
    }
  }

  @Test
  void survivesACrashBetweenAnyTwoObservations() throws Exception {
    List<Observation> observations =
        List.of(
            status(JOB, JobStatus.PENDING, 0),
            batch(JOB, 1, 2, 40),
            status(JOB, JobStatus.RUNNING, 1),
            batch(JOB, 0, 2, 2),
            status(JOB, JobStatus.COMPLETED, 5));
    for (int crash = 0; crash <= observations.size(); crash++) {
      try (FoldHarness before = new FoldHarness(RULES)) {
        before.observe(observations.subList(0, crash).toArray(Observation[]::new));
        try (FoldHarness after = before.restored()) {
          after.observe(
              observations.subList(crash, observations.size()).toArray(Observation[]::new));
          after.observe(batch(JOB, 2, 3, 100));
          assertThat(after.newest(JOB).counts().inserted()).isEqualTo(142);
          assertThat(after.newest(JOB).startedAt()).isEqualTo(MINUTE);
          assertThat(after.newest(JOB).status()).isEqualTo(JobStatus.COMPLETED);
        }
      }
    }
  }

  @Property(tries = 500)
  void rowsAndOutcomesInTheEndDoNotDependOnOrderOrTime(
      @ForAll("observations") List<Observation> observations, @ForAll Random random)
      throws Exception {
    List<Observation> shuffled = new ArrayList<>(observations);
    shuffled.addAll(observations.subList(0, observations.size() / 2));
    Collections.shuffle(shuffled, random);
    try (FoldHarness inOrder = new FoldHarness(RULES);
        FoldHarness outOfOrder = new FoldHarness(RULES)) {
      inOrder.observe(observations.toArray(Observation[]::new));
      inOrder.endOfInput();
      for (Observation observation : shuffled) {
        outOfOrder.observe(observation);
        outOfOrder.watermark(outOfOrder.time() + random.nextInt(30));
      }
      outOfOrder.endOfInput();

      assertThat(newestByJob(outOfOrder)).isEqualTo(newestByJob(inOrder));
      assertThat(outOfOrder.bookings()).containsExactlyInAnyOrderElementsOf(inOrder.bookings());
      assertThat(outOfOrder.outcomes().stream().map(Outcome::job)).doesNotHaveDuplicates();
      assertThat(outOfOrder.newestConnection()).isEqualTo(inOrder.newestConnection());
      assertThat(outOfOrder.newestConnection().connection()).isEqualTo(CONNECTION);
      assertThat(outOfOrder.stateEntries()).isEqualTo(1);
      assertThat(outOfOrder.timers()).isZero();
    }
  }

  @Provide
  Arbitrary<List<Observation>> observations() {
    return Observations.ofThreeJobs();
  }

  private static Map<Id, JobSnapshot> newestByJob(FoldHarness fold) {
    return fold.snapshots().stream()
        .collect(Collectors.toMap(JobSnapshot::job, s -> s, (older, newer) -> newer, HashMap::new));
  }
}
