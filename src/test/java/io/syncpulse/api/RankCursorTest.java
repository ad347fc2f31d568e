package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RankCursorTest {

  @Property
  void readsWhatItWroteInItsOwnOrderOnly(
      @ForAll ConnectionOrder order, @ForAll double rank, @ForAll long high, @ForAll long low) {
    RankCursor cursor = new RankCursor(order, rank, new UUID(high, low));

    assertThat(cursor.text()).matches("[A-Za-z0-9_-]{36}");
    for (ConnectionOrder other : ConnectionOrder.values()) {
      if (other == order) {
        assertThat(RankCursor.parse(other, cursor.text())).contains(cursor);
      } else {
        assertThat(RankCursor.parse(other, cursor.text())).isEmpty();
      }
    }
    assertThat(Cursor.parse(cursor.text())).isEmpty();
  }

  @Property
  void anyOtherTextIsRefused(
      @ForAll ConnectionOrder order, @ForAll @StringLength(max = 40) String text) {
    assertThat(RankCursor.parse(order, text)).isEmpty();
  }

  @Test
  void whatIsNotANumberAndWhatEndedAPageOfJobsIsRefused() {
    for (ConnectionOrder order : ConnectionOrder.values()) {
      String nan = new RankCursor(order, Double.NaN, new UUID(1, 2)).text();
      String job = new Cursor(Instant.EPOCH, new UUID(1, 2)).text();
      assertThat(RankCursor.parse(order, nan)).isEmpty();
      assertThat(RankCursor.parse(order, job)).isEmpty();
    }
  }
}
