package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The bytes of a JSON document under construction.
 *
 * <p>Knows the few kinds of values of the answers and writes them without a string in between: a
 * general JSON generator took half of the server's time for a page of jobs.
 */
final class JsonBytes {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final double MICROS = 1_000_000;
  private static final double LARGEST_WITH_MICROS = 1_000_000_000;

  private final ByteBuilder out;

  JsonBytes(int capacity) {
    out = new ByteBuilder(capacity);
  }

  /** What was written so far. */
  byte[] toBytes() {
    return out.toBytes();
  }

  /** Writes bytes as they are. */
  JsonBytes raw(byte[] json) {
    out.put(json);
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
    if (!out.endsWith('{')) {
      out.put(',');
    }
    out.put('"').put(name).put('"').put(':');
    return this;
  }

  /** Comes before an element of an array. */
  JsonBytes element() {
    return out.endsWith('[') ? this : put(',');
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
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    out.put('"').hex(high, 64, 32).put('-').hex(high, 32, 16).put('-').hex(high, 16, 0);
    out.put('-').hex(low, 64, 48).put('-').hex(low, 48, 0).put('"');
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
    out.put('"').digits(utc.getYear(), 4).put('-').digits(utc.getMonthValue(), 2).put('-');
    out.digits(utc.getDayOfMonth(), 2).put('T').digits(utc.getHour(), 2).put(':');
    out.digits(utc.getMinute(), 2).put(':').digits(utc.getSecond(), 2);
    int micros = utc.getNano() / 1_000;
    if (micros % 1_000 != 0) {
      out.put('.').digits(micros, 6);
    } else if (micros != 0) {
      out.put('.').digits(micros / 1_000, 3);
    }
    out.put('Z').put('"');
    return this;
  }

  /** Writes a whole number. */
  JsonBytes number(long number) {
    out.number(number);
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
      return json(Double.toString(number));
    }
    out.number(micros / 1_000_000).put('.').digits((int) (micros % 1_000_000), 6).dropZeros();
    return this;
  }

  private JsonBytes put(char c) {
    out.put(c);
    return this;
  }
}
