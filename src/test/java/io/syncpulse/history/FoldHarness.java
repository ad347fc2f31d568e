package io.syncpulse.history;

import io.syncpulse.event.Id;
import io.syncpulse.event.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The fold in Flink's harness: observations in, rows and outcomes out, time in minutes. */
final class FoldHarness implements AutoCloseable {

  private final HistoryRules rules;
  private final KeyedOneInputStreamOperatorTestHarness<Id, Observation, JobSnapshot> harness;
  private long time = Long.MIN_VALUE;

  FoldHarness(HistoryRules rules) throws Exception {
    this(rules, null);
  }

  private FoldHarness(HistoryRules rules, OperatorSubtaskState state) throws Exception {
    this.rules = rules;
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new FoldHistory(rules, Duration.ofHours(24))),
            Observation::connection,
            TypeInformation.of(Id.class));
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  /** The same operator after a crash, restored from a snapshot taken now. */
  FoldHarness restored() throws Exception {
    return new FoldHarness(rules, harness.snapshot(1, 1));
  }

  void observe(Observation... observations) throws Exception {
    for (Observation observation : observations) {
      harness.processElement(observation, observation.at() / 1000);
    }
  }

  /** Moves event time on, never back. */
  void watermark(long minute) throws Exception {
    time = Math.max(time, minute);
    harness.processWatermark(Duration.ofMinutes(time).toMillis());
  }

  void endOfInput() throws Exception {
    harness.processWatermark(Long.MAX_VALUE);
  }

  /** Event time in minutes; 0 before the first watermark. */
  long time() {
    return Math.max(0, time);
  }

  List<JobSnapshot> snapshots() {
    return harness.extractOutputValues();
  }

  JobSnapshot newest(Id job) {
    return snapshots().stream()
        .filter(snapshot -> snapshot.job().equals(job))
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  ConnectionSnapshot newestConnection() {
    return harness.getSideOutput(FoldHistory.CONNECTIONS).stream()
        .map(StreamRecord::getValue)
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  List<Booking> changes() {
    return sideOutput(FoldHistory.BOOKINGS);
  }

  List<OutcomeChange> lateOutcomes() {
    return sideOutput(FoldHistory.LATE_OUTCOMES);
  }

  /** What is left of the bookings when every retraction has been taken off, as if retracted. */
  List<Booking> bookings() {
    List<Booking> standing = new ArrayList<>();
    for (Booking change : changes()) {
      if (!change.isRetraction()) {
        standing.add(change.retracted());
      } else if (!standing.remove(change)) {
        throw new AssertionError("Retracted but never added: " + change);
      }
    }
    return standing;
  }

  /** The outcomes among them. */
  List<Outcome> outcomes() {
    return bookings().stream().map(Booking::outcome).filter(Objects::nonNull).toList();
  }

  private <T> List<T> sideOutput(OutputTag<T> tag) {
    var records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
