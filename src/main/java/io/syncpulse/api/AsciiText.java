package io.syncpulse.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Ids and times as the bytes of JSON strings, without a string in between: they are most of a page,
 * and {@code Instant.toString} alone took a tenth of the server's time. Reused for many values.
 */
final class AsciiText {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int LONGEST = 36;

  private final byte[] bytes = new byte[LONGEST];
  private int length;

  /** Takes the canonical form of an id. */
  AsciiText set(UUID id) {
    length = 0;
    hex(id.getMostSignificantBits(), 64, 32);
    put('-');
    hex(id.getMostSignificantBits(), 32, 16);
    put('-');
    hex(id.getMostSignificantBits(), 16, 0);
    put('-');
    hex(id.getLeastSignificantBits(), 64, 48);
    put('-');
    hex(id.getLeastSignificantBits(), 48, 0);
    return this;
  }

  /**
   * Takes a time of the years 0 to 9999 as ISO 8601 in UTC, with no digits of the fraction, three,
   * or six: as many as it takes to be exact to the microsecond.
   */
  AsciiText set(Instant time) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    int micros = utc.getNano() / 1_000;
    length = 0;
    twoDigits(utc.getYear() / 100);
    twoDigits(utc.getYear() % 100);
    put('-');
    twoDigits(utc.getMonthValue());
    put('-');
    twoDigits(utc.getDayOfMonth());
    put('T');
    twoDigits(utc.getHour());
    put(':');
    twoDigits(utc.getMinute());
    put(':');
    twoDigits(utc.getSecond());
    if (micros != 0) {
      put('.');
      threeDigits(micros / 1_000);
    }
    if (micros % 1_000 != 0) {
      threeDigits(micros % 1_000);
    }
    put('Z');
    return this;
  }

  /** Writes the text as a JSON string. */
  void writeTo(JsonGenerator json) throws IOException {
    json.writeRawUTF8String(bytes, 0, length);
  }

  private void hex(long bits, int from, int to) {
    for (int shift = from - 4; shift >= to; shift -= 4) {
      bytes[length++] = HEX[(int) (bits >>> shift) & 0xF];
    }
  }

  private void twoDigits(int value) {
    bytes[length++] = (byte) ('0' + value / 10);
    bytes[length++] = (byte) ('0' + value % 10);
  }

  private void threeDigits(int value) {
    bytes[length++] = (byte) ('0' + value / 100);
    twoDigits(value % 100);
  }

  private void put(char c) {
    bytes[length++] = (byte) c;
  }
}
