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
 * dead_lettered}. An observation without a connection may still become a dead letter, so it goes on
 * together with the one that it would be.
 */
abstract class ParseRecords implements KafkaRecordDeserializationSchema<ParsedRecord> {

  private static final long serialVersionUID = 1L;

  private final InstantSource clock;
  private transient Counter recordsRead;
  private transient Counter passedOver;
  private transient Counter deadLettered;

  /**
   * @param clock tells which records are too far ahead; must be serializable
   */
  ParseRecords(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    MetricGroup metrics = context.getMetricGroup();
    recordsRead = metrics.counter("records_read");
    passedOver = metrics.counter("passed_over");
    deadLettered = metrics.counter("dead_lettered");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ParsedRecord> out) {
    recordsRead.inc();
    Parsed parsed = parserOf(record).parse(record.value(), clock.millis() * 1000);
    if (parsed instanceof Parsed.Observed observed) {
      Observation observation = observed.observation();
      DeadLetter ifUnknown = observation.connection() == null ? unknown(record, observation) : null;
      out.collect(new ParsedRecord(observation, ifUnknown));
    } else if (parsed instanceof Parsed.Rejected rejected) {
      deadLettered.inc();
      out.collect(
          new ParsedRecord(null, deadLetter(record, rejected.reason(), rejected.message())));
    } else {
      passedOver.inc();
    }
  }

  /** What reads records of this topic. */
  abstract RecordParser parserOf(ConsumerRecord<byte[], byte[]> record);

  private static DeadLetter unknown(ConsumerRecord<byte[], byte[]> record, Observation row) {
    String message =
        "no row of source_connection named the sync " + row.facts().sync() + " in time";
    return deadLetter(record, RejectReason.UNKNOWN_SYNC, message);
  }

  private static DeadLetter deadLetter(
      ConsumerRecord<byte[], byte[]> record, RejectReason reason, String message) {
    return new DeadLetter(
        reason.code(),
        message,
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
