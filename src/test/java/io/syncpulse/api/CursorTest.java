package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  @Property
  void readsWhatItWrote(
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long seconds,
      @ForAll @IntRange(max = 999_999) int micros,
      @ForAll long high,
      @ForAll long low) {
    Instant time = Instant.ofEpochSecond(seconds, micros * 1_000L);
    Cursor cursor = new Cursor(time, new UUID(high, low));

    assertThat(cursor.text()).matches("[A-Za-z0-9_-]{36}");
    assertThat(Cursor.parse(cursor.text())).contains(cursor);
  }

  @Property
  void aCharacterThatWasChangedIsNoticed(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long seconds,
      @ForAll @IntRange(max = 35) int place,
      @ForAll @IntRange(min = 1, max = 63) int change) {
    Cursor cursor = new Cursor(Instant.ofEpochSecond(seconds), new UUID(1, 2));
    StringBuilder text = new StringBuilder(cursor.text());
    int changed = ALPHABET.indexOf(text.charAt(place)) ^ change;
    text.setCharAt(place, ALPHABET.charAt(changed));

    assertThat(Cursor.parse(text.toString())).isEmpty();
  }

  @Property
  void anyOtherTextIsRefused(@ForAll @StringLength(max = 40) String text) {
    assertThat(Cursor.parse(text)).isEmpty();
  }

  @Property
  void anyOtherTextOfTheRightFormIsRefused(
      @ForAll @StringLength(36) @CharRange(from = 'a', to = 'z') @CharRange(from = '0', to = '9')
          String text) {
    assertThat(Cursor.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "====", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
  void paddingIsRefused(String text) {
    assertThat(Cursor.parse(text)).isEmpty();
  }
}
