package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class EventTimeStrategyTest {

  private static final long NOW = Instant.parse("2025-06-01T12:00:00Z").toEpochMilli();

  private final ActivityClock activity = new ActivityClock();
  private final Recorder output = new Recorder();
  private final EventTimeStrategy strategy =
      new EventTimeStrategy(TestTimes.BOUNDS, new FixedClock(NOW));
  private final WatermarkGenerator<ParsedRecord> generator =
      strategy.createWatermarkGenerator(activity);

  @Test
  void theTimestampOfAnObservationIsItsOwnNotKafkas() {
    TimestampAssigner<ParsedRecord> assigner = strategy.createTimestampAssigner(() -> null);
    assertThat(assigner.extractTimestamp(observation(NOW), 5)).isEqualTo(NOW);
    assertThat(assigner.extractTimestamp(deadLetter(), 5)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void watermarksFollowTheEvents() {
    read(NOW - 1000);
    assertThat(output.calls).isEmpty();
    probe();
    assertThat(output.calls).containsExactly("watermark " + (NOW - 61_001));
  }

  @Test
  void deadLettersNeitherMoveTimeNorEndSilence() {
    for (int i = 0; i < 100; i++) {
      generator.onEvent(deadLetter(), Long.MIN_VALUE, output);
      probe();
    }
    assertThat(output.calls).containsExactly("idle");
  }

  @Test
  void aPastThatIsBroughtInIsReadToItsEndBeforeTimeGoesOn() {
    for (int i = 0; i < 1000; i++) {
      generator.onEvent(asItStood(NOW - i), NOW - i, output);
      probe();
    }
    assertThat(output.calls).isEmpty();
    probes(80);
    assertThat(output.calls).containsExactly("idle");

    generator.onEvent(asItStood(NOW), NOW, output);
    probes(80);
    assertThat(output.calls).containsExactly("idle", "idle");
  }

  @Test
  void rowsOfThePastInAReplayDoNotKeepItFromFallingIdleAgain() {
    read(NOW - 3_600_000);
    probes(80);
    generator.onEvent(asItStood(NOW), NOW, output);
    probes(80);
    assertThat(output.calls).last().isEqualTo("idle");
  }

  @Test
  void idlenessIsToldOnceAndEndsWithTheEventThatComesBack() {
    read(NOW - 3_600_000);
    probes(80);
    assertThat(output.calls).last().isEqualTo("idle");
    output.calls.clear();
    probes(80);
    assertThat(output.calls).isEmpty();

    read(NOW - 3_500_000);
    assertThat(output.calls).containsExactly("active", "watermark " + (NOW - 3_560_001));
    output.calls.clear();
    read(NOW - 3_400_000);
    assertThat(output.calls).isEmpty();
    probe();
    assertThat(output.calls).containsExactly("watermark " + (NOW - 3_460_001));
  }

  @Test
  void aLivePartitionThatFallsSilentClosesTheLastWindows() {
    read(NOW);
    probes(1 + 5 * 60 * 10);
    assertThat(output.calls)
        .doesNotContain("idle")
        .last()
        .isEqualTo("watermark " + (NOW + 539_999));
  }

  @Test
  void everyPartitionHasATimeOfItsOwn() {
    WatermarkGenerator<ParsedRecord> other = strategy.createWatermarkGenerator(activity);
    read(NOW);
    other.onPeriodicEmit(output);
    assertThat(output.calls).isEmpty();
  }

  @Test
  void theStrategyTravelsToTheTaskManagers() throws Exception {
    EventTimeStrategy copy = InstantiationUtil.clone(strategy);
    WatermarkGenerator<ParsedRecord> copied = copy.createWatermarkGenerator(activity);
    copied.onEvent(observation(NOW + 60_000), NOW + 60_000, output);
    copied.onPeriodicEmit(output);
    assertThat(output.calls).containsExactly("watermark " + (NOW - 60_001));
    assertThat(
            InstantiationUtil.clone(
                new EventTimeStrategy(TestTimes.BOUNDS, InstantSource.system())))
        .isNotNull();
  }

  private void read(long millis) {
    generator.onEvent(observation(millis), millis, output);
  }

  private void probes(int count) {
    for (int i = 0; i < count; i++) {
      probe();
    }
  }

  private void probe() {
    activity.millis += 200;
    generator.onPeriodicEmit(output);
  }

  private static ParsedRecord observation(long millis) {
    Id id = new Id(1, 2);
    return new ParsedRecord(
        new Observation(
            id, id, millis * 1000 + 999, JobStatus.RUNNING, -1, EntityCounts.NONE, null, null),
        null);
  }

  private static ParsedRecord asItStood(long millis) {
    Observation event = observation(millis).observation();
    return new ParsedRecord(
        new Observation(
            event.connection(),
            event.job(),
            event.at(),
            event.status(),
            -1,
            event.counts(),
            null,
            null,
            new TableRow(0, null, null, null, false, true)),
        null);
  }

  private static ParsedRecord deadLetter() {
    return new ParsedRecord(null, new DeadLetter("not_json", "?", "t", 0, 0, NOW, null, null));
  }

  /** Keeps what the generator says, in order. */
  private static final class Recorder implements WatermarkOutput {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void emitWatermark(Watermark watermark) {
      calls.add("watermark " + watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      calls.add("idle");
    }

    @Override
    public void markActive() {
      calls.add("active");
    }
  }

  private static final class ActivityClock
      implements RelativeClock, WatermarkGeneratorSupplier.Context {
    private long millis = 123_456;

    @Override
    public long relativeTimeMillis() {
      return millis;
    }

    @Override
    public long relativeTimeNanos() {
      return millis * 1_000_000;
    }

    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return this;
    }
  }

  private record FixedClock(long now) implements InstantSource, Serializable {
    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }
}
