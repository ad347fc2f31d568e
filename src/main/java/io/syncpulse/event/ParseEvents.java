package io.syncpulse.event;

import java.time.InstantSource;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Parses Kafka records where the source reads them. Every record is counted in {@code
 * records_read}, and ends as an observation, in {@code passed_over}, or as a dead letter in {@code
 * dead_lettered}.
 */
public final class ParseEvents implements KafkaRecordDeserializationSchema<ParsedRecord> {

  private static final long serialVersionUID = 1L;

  private final InstantSource clock;
  private transient EventParser parser;
  private transient Counter recordsRead;
  private transient Counter passedOver;
  private transient Counter deadLettered;

  /**
   * @param clock tells which events are too far ahead; must be serializable
   */
  public ParseEvents(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    MetricGroup metrics = context.getMetricGroup();
    parser = new EventParser();
    recordsRead = metrics.counter("records_read");
    passedOver = metrics.counter("passed_over");
    deadLettered = metrics.counter("dead_lettered");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ParsedRecord> out) {
    recordsRead.inc();
    Parsed parsed = parser.parse(record.value(), clock.millis() * 1000);
    if (parsed instanceof Parsed.Observed observed) {
      out.collect(new ParsedRecord(observed.observation(), null));
    } else if (parsed instanceof Parsed.Rejected rejected) {
      deadLettered.inc();
      out.collect(new ParsedRecord(null, deadLetter(record, rejected)));
    } else {
      passedOver.inc();
    }
  }

  private static DeadLetter deadLetter(
      ConsumerRecord<byte[], byte[]> record, Parsed.Rejected rejected) {
    return new DeadLetter(
        rejected.reason().code(),
        rejected.message(),
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value());
  }

  @Override
  public TypeInformation<ParsedRecord> getProducedType() {
    return TypeInformation.of(ParsedRecord.class);
  }
}
