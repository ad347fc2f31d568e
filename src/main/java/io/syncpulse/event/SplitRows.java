package io.syncpulse.event;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Rows that can be used go on, to {@link FindConnection}; dead letters go to a side output. */
public final class SplitRows extends ProcessFunction<ParsedRecord, ParsedRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(ParsedRecord record, Context context, Collector<ParsedRecord> out) {
    if (record.isDead()) {
      context.output(SplitRecords.DEAD_LETTERS, record.deadLetter());
    } else {
      out.collect(record);
    }
  }
}
