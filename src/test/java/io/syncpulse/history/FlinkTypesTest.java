package io.syncpulse.history;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkTypesTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        TrackedJob.class,
        JobHistory.class,
        EventHistory.class,
        RowHistory.class,
        Batches.class,
        ConnectionProfile.class,
        JobSnapshot.class,
        ConnectionSnapshot.class,
        Booking.class,
        Outcome.class,
        OutcomeChange.class
      })
  void noTypeFallsToKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
