package io.syncpulse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollingRowTest {

  private static final long UNKNOWN = Long.MIN_VALUE;

  @ParameterizedTest
  @CsvSource({
    "100, 200, 100",
    "200, 100, 100",
    UNKNOWN + ", 200, 200",
    "200, " + UNKNOWN + ", 200",
    UNKNOWN + ", " + UNKNOWN + ", " + UNKNOWN
  })
  void aStatementThatTakesAnothersPlaceCoversItsStretch(long older, long newer, long both) {
    assertThat(row(newer).succeeding(row(older)).after()).isEqualTo(both);
  }

  private static RollingRow row(long after) {
    return new RollingRow(Scope.platform(), 3_600, 300, after, false, true, null);
  }
}
