package io.syncpulse.event;

import java.time.InstantSource;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Parses the changes of rows of the platform's tables. */
public final class ParseRows extends ParseRecords {

  private static final long serialVersionUID = 1L;

  private final RowTopics topics;
  private transient RowParser jobs;
  private transient RowParser connections;

  /**
   * @param clock tells which rows are too far ahead; must be serializable
   * @param topics tell which table a row is of
   */
  public ParseRows(InstantSource clock, RowTopics topics) {
    super(clock);
    this.topics = topics;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    super.open(context);
    jobs = new RowParser(RowTable.SYNC_JOB);
    connections = new RowParser(RowTable.SOURCE_CONNECTION);
  }

  @Override
  RecordParser parserOf(ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(topics.jobs()) ? jobs : connections;
  }
}
