package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The states are texts such as {@code b1}: the key and a version. */
class CoalesceNewestTest {

  private OneInputStreamOperatorTestHarness<String, List<String>> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new CoalesceNewest<>(state -> state.substring(0, 1), 3, Duration.ofMillis(250)),
            StringSerializer.INSTANCE);
    harness.getExecutionConfig().enableObjectReuse();
    harness.open();
    harness.setProcessingTime(1_000);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void emitsAFullBatchAtOnceSortedWithTheNewestOfEachKey() throws Exception {
    arrive("c1", "b1", "b2");
    assertThat(batches()).isEmpty();

    arrive("a1");
    assertThat(batches()).containsExactly(List.of("a1", "b2", "c1"));
  }

  @Test
  void emitsWhatHasWaitedLongEnough() throws Exception {
    arrive("a1");
    harness.setProcessingTime(1_200);
    arrive("a2");
    harness.setProcessingTime(1_249);
    assertThat(batches()).isEmpty();

    harness.setProcessingTime(1_250);
    assertThat(batches()).containsExactly(List.of("a2"));
  }

  @Test
  void aTimerLeftFromAnEarlierBatchDoesNotCutTheNextOneShort() throws Exception {
    arrive("a1", "b1", "c1");
    harness.setProcessingTime(1_100);
    arrive("d1");
    harness.setProcessingTime(1_250);
    assertThat(batches()).containsExactly(List.of("a1", "b1", "c1"));

    harness.setProcessingTime(1_350);
    assertThat(batches()).containsExactly(List.of("a1", "b1", "c1"), List.of("d1"));
  }

  @Test
  void goesOnByTimeAfterAQuietSpell() throws Exception {
    arrive("a1", "b1", "c1");
    harness.setProcessingTime(9_000);
    arrive("d1");
    harness.setProcessingTime(9_250);
    assertThat(batches()).containsExactly(List.of("a1", "b1", "c1"), List.of("d1"));
  }

  @Test
  void holdsNothingBehindACheckpointsBarrier() throws Exception {
    arrive("b1", "a1");
    harness.prepareSnapshotPreBarrier(1);
    assertThat(batches()).containsExactly(List.of("a1", "b1"));

    harness.prepareSnapshotPreBarrier(2);
    assertThat(batches()).hasSize(1);
  }

  @Test
  void emitsTheRestAtTheEndOfInput() throws Exception {
    arrive("b1", "a1");
    harness.endInput();
    harness.getOneInputOperator().finish();
    assertThat(batches()).containsExactly(List.of("a1", "b1"));
  }

  /** Flink hands over the same record object again and again when objects are reused. */
  @Test
  void keepsStatesWhenTheRecordObjectIsReused() throws Exception {
    StreamRecord<String> reused = new StreamRecord<>(null);
    harness.processElement(reused.replace("b1"));
    harness.processElement(reused.replace("a1"));
    harness.processElement(reused.replace("c1"));
    assertThat(batches()).containsExactly(List.of("a1", "b1", "c1"));
  }

  private void arrive(String... states) throws Exception {
    for (String state : states) {
      harness.processElement(new StreamRecord<>(state));
    }
  }

  private List<List<String>> batches() {
    return harness.extractOutputValues();
  }
}
