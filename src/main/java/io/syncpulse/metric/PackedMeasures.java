package io.syncpulse.metric;

import java.util.Arrays;

/**
 * {@link Measures} as few bytes as they come in when they rest: for each coordinate its distance
 * from the one before and its value, both as base-128 varints, the value in zigzag. The measures of
 * one job take some 40 bytes.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding of varints and
 *     zigzag</a>
 */
final class PackedMeasures {

  private static final int LEAST_BYTES = 2;
  private static final int LONGEST_COORDINATE = 3;
  private static final int LONGEST_VALUE = 10;

  private PackedMeasures() {}

  static byte[] pack(Measures measures) {
    byte[] bytes = new byte[measures.size * (LONGEST_COORDINATE + LONGEST_VALUE)];
    int at = 0;
    int before = 0;
    for (int i = 0; i < measures.size; i++) {
      long value = measures.values[i];
      at = write(bytes, at, measures.coordinates[i] - before);
      at = write(bytes, at, (value << 1) ^ (value >> 63));
      before = measures.coordinates[i];
    }
    return Arrays.copyOf(bytes, at);
  }

  /** Puts what was packed in place of what the measures held. */
  static void unpack(byte[] bytes, Measures into) {
    into.clear();
    into.reserve(bytes.length / LEAST_BYTES);
    int coordinate = 0;
    int at = 0;
    while (at < bytes.length) {
      long distance = 0;
      long value = 0;
      int shift = 0;
      do {
        distance |= (long) (bytes[at] & 0x7F) << shift;
        shift += 7;
      } while (bytes[at++] < 0);
      shift = 0;
      do {
        value |= (long) (bytes[at] & 0x7F) << shift;
        shift += 7;
      } while (bytes[at++] < 0);
      coordinate += (int) distance;
      into.append(coordinate, (value >>> 1) ^ -(value & 1));
    }
  }

  private static int write(byte[] bytes, int from, long number) {
    int at = from;
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return at;
  }
}
