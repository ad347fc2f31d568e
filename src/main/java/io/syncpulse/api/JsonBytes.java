package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;

/**
 * The bytes of a JSON document under construction.
 *
 * <p>Knows the few kinds of values of the answers and writes them without a string in between: a
 * general JSON generator took half of the server's time for a page of jobs.
 */
final class JsonBytes {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
  private static final int LONGEST_NUMBER = 20;
  private static final int LONGEST_TIME = 29;
  private static final int ID_LENGTH = 38;
  private static final double MICROS = 1_000_000;
  private static final double LARGEST_WITH_MICROS = 1_000_000_000;

  private byte[] bytes;
  private int length;

  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  /** What was written so far. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Writes bytes as they are. */
  JsonBytes raw(byte[] json) {
    reserve(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  JsonBytes beginObject() {
    return put('{');
  }

  JsonBytes endObject() {
    return put('}');
  }

  JsonBytes beginArray() {
    return put('[');
  }

  JsonBytes endArray() {
    return put(']');
  }

  /** Comes before the value of a field; the name is of letters of ASCII. */
  JsonBytes field(String name) {
    if (bytes[length - 1] != '{') {
      put(',');
    }
    return put('"').raw(name.getBytes(UTF_8)).put('"').put(':');
  }

  /** Comes before an element of an array. */
  JsonBytes element() {
    return bytes[length - 1] == '[' ? this : put(',');
  }

  /** Writes a truth, or null. */
  JsonBytes truth(Boolean truthOrNull) {
    return json(truthOrNull == null ? null : truthOrNull.toString());
  }

  /** Writes a text, quoted and escaped, or null. */
  JsonBytes text(String textOrNull) {
    if (textOrNull == null) {
      return raw(NULL);
    }
    byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(textOrNull);
    return put('"').raw(quoted).put('"');
  }

  /** Writes what is JSON already, or null. */
  JsonBytes json(String jsonOrNull) {
    return raw(jsonOrNull == null ? NULL : jsonOrNull.getBytes(UTF_8));
  }

  /** Writes an id in its canonical form, or null. */
  JsonBytes id(UUID idOrNull) {
    return idOrNull == null ? raw(NULL) : canonical(idOrNull);
  }

  private JsonBytes canonical(UUID id) {
    reserve(ID_LENGTH);
    put('"');
    hex(id.getMostSignificantBits(), 64, 32);
    put('-');
    hex(id.getMostSignificantBits(), 32, 16);
    put('-');
    hex(id.getMostSignificantBits(), 16, 0);
    put('-');
    hex(id.getLeastSignificantBits(), 64, 48);
    put('-');
    hex(id.getLeastSignificantBits(), 48, 0);
    put('"');
    return this;
  }

  /**
   * Writes a time of the years 0 to 9999 as ISO 8601 in UTC, with no digits of the fraction, three,
   * or six: as many as it takes to be exact to the microsecond. Or null.
   */
  JsonBytes time(Instant timeOrNull) {
    if (timeOrNull == null) {
      return raw(NULL);
    }
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(
            timeOrNull.getEpochSecond(), timeOrNull.getNano(), ZoneOffset.UTC);
    int micros = utc.getNano() / 1_000;
    reserve(LONGEST_TIME);
    put('"');
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
    put('"');
    return this;
  }

  /** Writes a whole number. */
  JsonBytes number(long number) {
    reserve(LONGEST_NUMBER);
    if (number < 0) {
      return raw(Long.toString(number).getBytes(UTF_8));
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Writes a number that is not negative and reads back as exactly the same double; or null. */
  JsonBytes number(Double numberOrNull) {
    if (numberOrNull == null) {
      return raw(NULL);
    }
    double number = numberOrNull;
    long micros = Math.round(number * MICROS);
    if (number >= LARGEST_WITH_MICROS || micros / MICROS != number) {
      return raw(Double.toString(number).getBytes(UTF_8));
    }
    number(micros / 1_000_000);
    int fraction = (int) (micros % 1_000_000);
    reserve(7);
    put('.');
    threeDigits(fraction / 1_000);
    threeDigits(fraction % 1_000);
    while (bytes[length - 1] == '0' && bytes[length - 2] != '.') {
      length--;
    }
    return this;
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

  private JsonBytes put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
    return this;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
