package io.syncpulse.event;

import java.time.InstantSource;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/** Tells Flink what the {@link EventClock} of one partition decides. */
final class EventTimeGenerator implements WatermarkGenerator<ParsedRecord> {

  private final EventClock eventClock;
  private final InstantSource clock;
  private final RelativeClock activity;
  private boolean idle;

  /**
   * @param activity stands still while the reader is held up, by back pressure for example
   */
  EventTimeGenerator(EventTimeBounds bounds, InstantSource clock, RelativeClock activity) {
    this.eventClock = new EventClock(bounds, activity.relativeTimeMillis());
    this.clock = clock;
    this.activity = activity;
  }

  @Override
  public void onEvent(ParsedRecord record, long eventTimestamp, WatermarkOutput output) {
    if (record.isDead()) {
      return; // a dead letter has no event time, and is no sign of life
    }
    if (record.observation().isSnapshot()) {
      eventClock.hear();
      return;
    }
    eventClock.observe(eventTimestamp, clock.millis());
    if (idle) {
      // At once, not at the next probe: until then others could run ahead of this partition.
      idle = false;
      output.markActive();
      output.emitWatermark(new Watermark(eventClock.watermark()));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    eventClock.probe(activity.relativeTimeMillis());
    if (eventClock.isIdle()) {
      if (!idle) {
        idle = true;
        output.markIdle();
      }
    } else {
      idle = false;
      if (eventClock.watermark() != EventClock.NONE) {
        output.emitWatermark(new Watermark(eventClock.watermark()));
      }
    }
  }
}
