package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Tells one state of an answer from another. It is weak: the plain and the compressed form of the
 * same state share it.
 *
 * <p>Made of two check sums, 64 bits, because that is nearly free. It guards nothing: who could
 * make two states look alike could as well have sent the older one again.
 *
 * @param text as it stands in the headers
 */
record ETag(String text) {

  private static final String WEAK = "W/";
  private static final int LENGTH = 20;

  /** Of a state that consists of these parts. */
  static ETag of(byte[]... parts) {
    CRC32 high = new CRC32();
    CRC32C low = new CRC32C();
    for (byte[] part : parts) {
      high.update(part);
      low.update(part);
    }
    ByteBuilder text = new ByteBuilder(LENGTH).put(WEAK).put('"');
    text.hex(high.getValue(), 32, 0).hex(low.getValue(), 32, 0).put('"');
    return new ETag(new String(text.toBytes(), US_ASCII));
  }

  /** Whether the values of {@code If-None-Match} name this state, or any. */
  boolean matches(List<String> ifNoneMatch) {
    for (String value : ifNoneMatch) {
      for (String tag : value.split(",", -1)) {
        String name = tag.strip();
        if (name.equals("*") || opaque(name).equals(opaque(text))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String opaque(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }
}
