package io.syncpulse.metric;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * The windows of one connection in Flink's harness, and the tables that their rows go to, which
 * outlive a crash. Time in minutes.
 */
final class RollHarness implements AutoCloseable {

  final Map<Integer, StatedTable<Figures>> rolling = new HashMap<>();
  final StatedTable<Measures> hourly = new StatedTable<>();

  private final MetricRules rules;
  private KeyedOneInputStreamOperatorTestHarness<Scope, PaneChange, RollingRow> harness;
  private int stated;
  private int hoursStated;
  private long clock;

  RollHarness(MetricRules rules) throws Exception {
    this.rules = rules;
    rules.windows().stream()
        .filter(window -> !window.stands())
        .forEach(window -> rolling.put(window.size(), new StatedTable<>()));
    start(null);
  }

  private void start(OperatorSubtaskState from) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new RollWindows(rules)),
            PaneChange::scope,
            TypeInformation.of(Scope.class));
    harness.setup();
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
    harness.setProcessingTime(clock);
    stated = 0;
    hoursStated = 0;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** Everything since the snapshot is gone, but for what it wrote. */
  void crash(OperatorSubtaskState backTo) throws Exception {
    harness.close();
    start(backTo);
  }

  void add(Happening happening) throws Exception {
    process(happening, false);
  }

  void retract(Happening happening) throws Exception {
    process(happening, true);
  }

  private void process(Happening happening, boolean isRetraction) throws Exception {
    harness.processElement(new BookPanes().map(happening.booking(isRetraction)), 0);
    write();
  }

  /** All that happened before this minute has come. */
  void watermark(int minute) throws Exception {
    harness.processWatermark(Duration.ofMinutes(minute).toMillis() - 1);
    write();
  }

  void endOfInput() throws Exception {
    harness.processWatermark(Long.MAX_VALUE);
    write();
  }

  /** The clock shows this minute, and so much time has passed that what is open was shown. */
  void clock(int minute) throws Exception {
    clock = Math.max(clock + 10_000, Duration.ofMinutes(minute).toMillis());
    harness.setProcessingTime(clock);
    write();
  }

  /** The clock goes on. */
  void pass(Duration time) throws Exception {
    clock += time.toMillis();
    harness.setProcessingTime(clock);
    write();
  }

  int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  private void write() {
    var rows = harness.extractOutputValues();
    for (RollingRow row : rows.subList(stated, rows.size())) {
      rolling
          .get(row.windowSeconds() / 60)
          .state(row.after(), row.asOf(), row.isLast(), row.isFinal(), row.figures());
    }
    stated = rows.size();
    var hours = harness.getSideOutput(RollWindows.HOURS);
    if (hours != null) {
      hours.stream()
          .map(StreamRecord::getValue)
          .skip(hoursStated)
          .forEach(
              row ->
                  hourly.state(
                      row.after(), row.hour(), row.isLast(), row.isFinal(), row.measures()));
      hoursStated = hours.size();
    }
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
