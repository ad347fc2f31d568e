package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindConnectionTest {

  private static final long MINUTE = 60_000;
  private static final long BEGIN = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli();
  private static final Id SYNC = new Id(3, 1);
  private static final Id CONNECTION = new Id(1, 1);
  private static final Id ORGANIZATION = new Id(8, 1);

  private KeyedOneInputStreamOperatorTestHarness<Id, ParsedRecord, Observation> harness =
      open(BEGIN, null);

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aJobAfterItsConnectionGoesOnAtOnce() throws Exception {
    add(connection(CONNECTION, SYNC, 5L), job(1, SYNC), job(2, SYNC));

    assertThat(out()).containsExactly(connectionRow(5L), owned(1), owned(2));
    assertThat(timers()).isZero();
    assertDead();
  }

  @Test
  void aJobBeforeItsConnectionFollowsIt() throws Exception {
    add(job(1, SYNC), job(2, SYNC));
    assertThat(out()).isEmpty();

    time(59 * MINUTE);
    add(connection(CONNECTION, SYNC, 5L), job(3, SYNC));

    assertThat(out()).containsExactly(connectionRow(5L), owned(1), owned(2), owned(3));
    assertThat(timers()).isZero();
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    time(3 * 60 * MINUTE);
    assertDead();
  }

  @Test
  void aJobWaitsForItsOwnSyncOnly() throws Exception {
    add(job(1, SYNC), connection(CONNECTION, new Id(3, 2), 5L));

    assertThat(out()).hasSize(1);
    add(job(2, new Id(3, 2)));
    assertThat(out()).last().isEqualTo(owned(2, new Id(3, 2)));
  }

  @Test
  void aJobThatWaitsTooLongIsADeadLetterAsItCame() throws Exception {
    add(job(1, SYNC));
    time(30 * MINUTE);
    add(job(2, SYNC));

    time(60 * MINUTE - 1);
    assertDead();
    time(60 * MINUTE);
    assertDead(1);
    time(90 * MINUTE);
    assertDead(1, 2);

    assertThat(out()).isEmpty();
    assertThat(timers()).isZero();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void theConnectionThatComesTooLateFindsNobodyWaiting() throws Exception {
    add(job(1, SYNC));
    time(60 * MINUTE);
    add(connection(CONNECTION, SYNC, 5L), job(2, SYNC));

    assertThat(out()).containsExactly(connectionRow(5L), owned(2));
  }

  @Test
  void whatStillWaitsAtTheEndOfTheInputIsADeadLetter() throws Exception {
    add(job(1, SYNC), job(2, new Id(3, 2)));
    harness.processWatermark(BEGIN);
    assertDead();
    harness.processWatermark(Long.MAX_VALUE);

    assertDead(1, 2);
    assertThat(timers()).isZero();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void waitingJobsAndKnownConnectionsOutliveARestart() throws Exception {
    add(job(1, SYNC), connection(CONNECTION, new Id(3, 2), 5L));
    restart(10 * MINUTE);

    add(connection(CONNECTION, SYNC, 5L), job(2, new Id(3, 2)));

    assertThat(out()).containsExactly(connectionRow(5L), owned(1), owned(2, new Id(3, 2)));
    assertThat(timers()).isZero();
  }

  @Test
  void theTimeOfWaitingGoesOnOverARestart() throws Exception {
    add(job(1, SYNC));
    restart(59 * MINUTE);

    time(60 * MINUTE);

    assertDead(1);
    assertThat(timers()).isZero();
  }

  @Test
  void whatFellDueWhileTheJobWasAwayWaitsForWhatIsUnread() throws Exception {
    add(job(1, SYNC), job(2, new Id(3, 2)));
    restart(24 * 60 * MINUTE);
    time(24 * 60 * MINUTE + 1);
    assertDead();

    add(connection(CONNECTION, SYNC, 5L));
    assertThat(out()).containsExactly(connectionRow(5L), owned(1));
    time(25 * 60 * MINUTE);
    assertDead(2);
    assertThat(timers()).isZero();
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
  }

  @Test
  void aConnectionWithoutASyncGoesOnAndLeavesNoState() throws Exception {
    add(connection(CONNECTION, null, 5L));

    assertThat(out()).hasSize(1);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void aDeletedConnectionGoesOnAndStillOwnsItsJobs() throws Exception {
    add(connection(CONNECTION, SYNC, 5L));
    Observation deletion =
        ofConnection(CONNECTION, null, new TableRow(9, null, null, null, true, false));
    add(new ParsedRecord(deletion, null), job(1, SYNC));

    assertThat(out()).containsExactly(connectionRow(5L), deletion, owned(1));
  }

  @Test
  void ofTwoConnectionsTheOneThatWasCreatedFirstOwnsTheJobs() throws Exception {
    add(connection(new Id(1, 9), SYNC, 7L), job(1, SYNC));
    add(connection(CONNECTION, SYNC, 5L), job(2, SYNC));
    add(connection(new Id(1, 9), SYNC, 7L), job(3, SYNC));

    assertThat(out().stream().filter(row -> row.job() != null).map(Observation::connection))
        .containsExactly(new Id(1, 9), CONNECTION, CONNECTION);
  }

  private void add(ParsedRecord... rows) throws Exception {
    for (ParsedRecord row : rows) {
      harness.processElement(row, Math.floorDiv(row.observation().at(), 1000));
    }
  }

  private void time(long sinceBegin) throws Exception {
    harness.setProcessingTime(BEGIN + sinceBegin);
  }

  private void restart(long sinceBegin) throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = open(BEGIN + sinceBegin, state);
  }

  private static KeyedOneInputStreamOperatorTestHarness<Id, ParsedRecord, Observation> open(
      long now, OperatorSubtaskState state) {
    try {
      KeyedOneInputStreamOperatorTestHarness<Id, ParsedRecord, Observation> harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(
                  new FindConnection(
                      Duration.ofHours(1), InstantSource.fixed(Instant.ofEpochMilli(now)))),
              FindConnection::key,
              TypeInformation.of(Id.class));
      harness.setup();
      harness.setProcessingTime(now);
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
      return harness;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private List<Observation> out() {
    return harness.extractOutputValues();
  }

  private List<DeadLetter> dead() {
    var letters = harness.getSideOutput(SplitRecords.DEAD_LETTERS);
    return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
  }

  private void assertDead(int... numbers) {
    assertThat(dead())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(numbers).mapToObj(FindConnectionTest::letter).toList());
  }

  private int timers() {
    return harness.numProcessingTimeTimers() + harness.numEventTimeTimers();
  }

  private static ParsedRecord job(int number, Id sync) {
    return new ParsedRecord(jobRow(null, number, sync), letter(number));
  }

  private static Observation owned(int number) {
    return owned(number, SYNC);
  }

  private static Observation owned(int number, Id sync) {
    return jobRow(CONNECTION, number, sync);
  }

  private static Observation jobRow(Id connection, int number, Id sync) {
    return new Observation(
        connection,
        new Id(2, number),
        BEGIN * 1000 + number,
        JobStatus.FAILED,
        -1,
        new EntityCounts(number, 2, 3, 4, 5),
        new Failure("?", null, null),
        new ConnectionFacts(ORGANIZATION, sync, null, null, null, null),
        new TableRow(number, 1L, 2L, null, false, true));
  }

  private static DeadLetter letter(int number) {
    byte[] bytes = {(byte) number};
    return new DeadLetter("unknown_sync", "?", "t", 1, number, -1, bytes, bytes);
  }

  private static ParsedRecord connection(Id id, Id sync, Long createdAt) {
    return new ParsedRecord(
        ofConnection(id, sync, new TableRow(0, createdAt, null, null, false, false)), null);
  }

  private static Observation connectionRow(Long createdAt) {
    return connection(CONNECTION, SYNC, createdAt).observation();
  }

  private static Observation ofConnection(Id id, Id sync, TableRow row) {
    return new Observation(
        id,
        null,
        BEGIN * 1000,
        null,
        -1,
        EntityCounts.NONE,
        null,
        new ConnectionFacts(ORGANIZATION, sync, "notion", null, null, null),
        row);
  }
}
