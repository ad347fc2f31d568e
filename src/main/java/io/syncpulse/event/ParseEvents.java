package io.syncpulse.event;

import java.time.InstantSource;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Parses the records of the event topic. */
public final class ParseEvents extends ParseRecords {

  private static final long serialVersionUID = 1L;

  private transient EventParser parser;

  /**
   * @param clock tells which events are too far ahead; must be serializable
   */
  public ParseEvents(InstantSource clock) {
    super(clock);
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    super.open(context);
    parser = new EventParser();
  }

  @Override
  RecordParser parserOf(ConsumerRecord<byte[], byte[]> record) {
    return parser;
  }
}
