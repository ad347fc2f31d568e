package io.syncpulse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.history.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A scope of which nothing is known has rows, too, once they were shown. */
class FirstRowVanishesTest {

  @Test
  void theFirstRowOfAllLeavesWhenWhatItShowedIsTakenBackAndSomethingLaterStays() throws Exception {
    List<Window> windows = List.of(Window.rolling(10, 1));
    try (RollHarness roll = new RollHarness(MetricRules.of(windows, 120, true, null))) {
      Happening first = new Happening(7, Outcome.Kind.COMPLETED, 60_000_000L, 0, 3);
      roll.clock(60);
      roll.add(first);
      roll.clock(61);
      roll.add(new Happening(30, Outcome.Kind.FAILED, null, 0, 0));
      roll.retract(first);
      roll.clock(62);
      roll.endOfInput();

      assertThat(roll.rolling.get(10).rows).containsOnlyKeys(31 * 60L, 41 * 60L);
    }
  }
}
