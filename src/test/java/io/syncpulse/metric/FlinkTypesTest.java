package io.syncpulse.metric;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkTypesTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        Scope.class,
        PaneChange.class,
        Measures.class,
        Panes.class,
        WindowState.class,
        ScopeState.class,
        Figures.class,
        RollingRow.class,
        HourlyRow.class
      })
  void noTypeFallsToKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
