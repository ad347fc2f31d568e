package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes of text under construction, with numbers written digit by digit. */
final class ByteBuilder {

  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
  private static final int LONGEST_NUMBER = 20;

  private byte[] bytes;
  private int length;

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  /** What was written so far. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  boolean endsWith(char c) {
    return bytes[length - 1] == c;
  }

  /** Takes zeros away from the end, but not one that follows a point. */
  void dropZeros() {
    while (bytes[length - 1] == '0' && bytes[length - 2] != '.') {
      length--;
    }
  }

  ByteBuilder put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
    return this;
  }

  ByteBuilder put(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  ByteBuilder put(String text) {
    return put(text.getBytes(UTF_8));
  }

  /** A whole number. */
  ByteBuilder number(long number) {
    if (number < 0) {
      return put(Long.toString(number));
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    reserve(LONGEST_NUMBER);
    return write(number, digits);
  }

  /** So many digits, with leading zeros, of a number that is not negative and has no more. */
  ByteBuilder digits(int number, int digits) {
    reserve(digits);
    return write(number, digits);
  }

  private ByteBuilder write(long number, int digits) {
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** The bits from the one position down to the other, four a digit. */
  ByteBuilder hex(long bits, int from, int to) {
    reserve((from - to) / 4);
    for (int shift = from - 4; shift >= to; shift -= 4) {
      bytes[length++] = HEX[(int) (bits >>> shift) & 0xF];
    }
    return this;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
