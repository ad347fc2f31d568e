package io.syncpulse.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncpulse.event.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

  private static final Id LOW = Id.parse("00000000-0000-4000-8000-000000000001");
  private static final Id HIGH = Id.parse("f0000000-0000-4000-8000-000000000001");

  @Test
  void isReadAsItWasWritten() {
    Place place = new Place("sync_job", 1_700_000_000_123_456L, HIGH);

    assertThat(Place.parse(place.toString())).isEqualTo(place);
  }

  @Test
  void comesInTheOrderInWhichPostgresSorts() {
    Place start = Place.start("sync_job");
    Place first = new Place("sync_job", 5, HIGH);
    Place second = new Place("sync_job", 6, LOW);
    Place third = new Place("sync_job", 6, HIGH);

    assertThat(start.isStart()).isTrue();
    assertThat(new Place[] {start, first, second, third}).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sync_job", "sync_job x y", "sync_job 5 nobody", "sync_job 5"})
  void whatIsNoPlaceIsAnError(String text) {
    assertThatThrownBy(() -> Place.parse(text)).isInstanceOf(BackfillException.class);
  }
}
