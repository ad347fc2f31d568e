package io.syncpulse.event;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Observations go on; dead letters go to a side output. */
public final class SplitRecords extends ProcessFunction<ParsedRecord, Observation> {

  /** The side output of the dead letters. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(ParsedRecord record, Context context, Collector<Observation> out) {
    if (record.isDead()) {
      context.output(DEAD_LETTERS, record.deadLetter());
    } else {
      out.collect(record.observation());
    }
  }
}
