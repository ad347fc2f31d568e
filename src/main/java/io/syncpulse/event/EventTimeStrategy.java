package io.syncpulse.event;

import java.time.InstantSource;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time from observations, partition by partition, as {@link EventClock} decides. Takes the
 * place of Flink's {@code withIdleness}, which is not to be added to it.
 */
public final class EventTimeStrategy implements WatermarkStrategy<ParsedRecord> {

  private static final long serialVersionUID = 1L;

  private final EventTimeBounds bounds;
  private final InstantSource clock;

  /**
   * @param clock tells which partitions are live; must be serializable
   */
  public EventTimeStrategy(EventTimeBounds bounds, InstantSource clock) {
    this.bounds = bounds;
    this.clock = clock;
  }

  @Override
  public WatermarkGenerator<ParsedRecord> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new EventTimeGenerator(bounds, clock, context.getInputActivityClock());
  }

  @Override
  public TimestampAssigner<ParsedRecord> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (record, kafkaTimestamp) ->
        record.isDead()
            ? TimestampAssigner.NO_TIMESTAMP
            : Math.floorDiv(record.observation().at(), 1000L);
  }
}
