package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  @ParameterizedTest
  @CsvSource({
    "1m, 60, 1m",
    "60m, 3600, 1h",
    "1h, 3600, 1h",
    "24h, 86400, 24h",
    "1d, 86400, 24h",
    "7d, 604800, 7d",
    "90m, 5400, 90m",
    "36h, 129600, 36h",
    "24855d, 2147472000, 24855d"
  })
  void aSizeIsKeptAsAskedAndHasAUsualName(String text, int seconds, String usual) {
    assertThat(Window.parse(text)).contains(new Window(text, seconds));
    assertThat(Window.of(seconds)).isEqualTo(new Window(usual, seconds));
  }

  @ParameterizedTest
  @CsvSource({"''", "0h", "01h", "1", "h", "1s", "1H", "-1h", "24856d", "100000m", "' 1h'"})
  void anythingElseIsRefused(String text) {
    assertThat(Window.parse(text)).isEmpty();
  }

  @Property
  void theUsualNameIsUnderstood(@ForAll @IntRange(min = 1, max = 99_999) int minutes) {
    assertThat(Window.parse(Window.of(minutes * 60).text()).orElseThrow().seconds())
        .isEqualTo(minutes * 60);
  }
}
