package io.syncpulse.event;

import java.util.UUID;

/**
 * A UUID as two longs: Flink serializes it as a record of 16 bytes, where {@link UUID} would fall
 * to Kryo.
 *
 * <p>{@link #hashCode()} is written out because Flink routes keyed state by it: it must never
 * change between Java versions or releases. Order is that of the unsigned 128-bit number, which is
 * also the order in which Postgres sorts {@code uuid}.
 */
public record Id(long high, long low) implements Comparable<Id> {

  private static final int TEXT_LENGTH = 36;

  /** The value of each ASCII character as a hexadecimal digit, -1 for the others. */
  private static final byte[] DIGITS = digits();

  private static byte[] digits() {
    byte[] digits = new byte[128];
    for (char c = 0; c < digits.length; c++) {
      digits[c] = (byte) Character.digit(c, 16);
    }
    return digits;
  }

  /** The id of a {@link UUID}. */
  public static Id of(UUID uuid) {
    return new Id(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  /**
   * Reads the canonical text of a UUID (8-4-4-4-12 hexadecimal digits, either case).
   *
   * @return null when the text is anything else
   */
  public static Id parse(CharSequence text) {
    if (text.length() != TEXT_LENGTH) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < TEXT_LENGTH; i++) {
      char c = text.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return null;
        }
        continue;
      }
      int digit = c < DIGITS.length ? DIGITS[c] : -1;
      if (digit < 0) {
        return null;
      }
      if (i < 18) {
        high = high << 4 | digit;
      } else {
        low = low << 4 | digit;
      }
    }
    return new Id(high, low);
  }

  /** The same id as a {@link UUID}. */
  public UUID toUuid() {
    return new UUID(high, low);
  }

  @Override
  public int compareTo(Id other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high) + Long.hashCode(low);
  }

  @Override
  public String toString() {
    return toUuid().toString();
  }
}
