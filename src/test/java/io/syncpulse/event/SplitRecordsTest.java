package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class SplitRecordsTest {

  @Test
  void observationsGoOnWithTheirTimeAndDeadLettersGoAside() throws Exception {
    Id id = new Id(1, 2);
    Observation observation =
        new Observation(id, id, 5_000, JobStatus.RUNNING, -1, EntityCounts.NONE, null, null);
    DeadLetter letter = new DeadLetter("not_json", "?", "t", 0, 1, 2, null, null);
    try (OneInputStreamOperatorTestHarness<ParsedRecord, Observation> harness =
        ProcessFunctionTestHarnesses.forProcessFunction(new SplitRecords())) {
      harness.processElement(new ParsedRecord(observation, null), 5);
      harness.processElement(new ParsedRecord(null, letter), Long.MIN_VALUE);

      assertThat(harness.getOutput()).containsExactly(new StreamRecord<>(observation, 5));
      assertThat(harness.getSideOutput(SplitRecords.DEAD_LETTERS))
          .extracting(StreamRecord::getValue)
          .containsExactly(letter);
    }
  }
}
