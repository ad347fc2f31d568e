package io.syncpulse.api;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Where a page ended: the creation time and id of its last job. The next page begins right after
 * it, whatever was inserted meanwhile.
 *
 * <p>On the wire 36 characters of base64url: microseconds since the epoch, the id, and three bytes
 * of check sum against typing errors. It is no secret and grants nothing.
 */
record Cursor(Instant createdAt, UUID id) {

  private static final int TEXT_LENGTH = 36;
  private static final int PAYLOAD_BYTES = 24;
  private static final int CHECK_BYTES = 3;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long EARLIEST = micros(Instant.parse("0001-01-01T00:00:00Z"));
  private static final long LATEST = micros(Instant.parse("9999-12-31T23:59:59.999999Z"));

  /** Reads a cursor; empty when the text is not one. */
  static Optional<Cursor> parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.limit() != PAYLOAD_BYTES + CHECK_BYTES || check(bytes.array()) != readCheck(bytes)) {
      return Optional.empty();
    }
    long micros = bytes.getLong(0);
    if (micros < EARLIEST || micros > LATEST) {
      return Optional.empty();
    }
    Instant time =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, MICROS_PER_SECOND),
            Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
    return Optional.of(new Cursor(time, new UUID(bytes.getLong(8), bytes.getLong(16))));
  }

  /** The text that {@link #parse} reads. */
  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(PAYLOAD_BYTES + CHECK_BYTES);
    bytes.putLong(micros(createdAt));
    bytes.putLong(id.getMostSignificantBits());
    bytes.putLong(id.getLeastSignificantBits());
    int check = check(bytes.array());
    bytes.put((byte) (check >> 16)).put((byte) (check >> 8)).put((byte) check);
    return Base64.getUrlEncoder().encodeToString(bytes.array());
  }

  private static int check(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, PAYLOAD_BYTES);
    return (int) crc.getValue() & 0xFFFFFF;
  }

  private static int readCheck(ByteBuffer bytes) {
    return (bytes.get(PAYLOAD_BYTES) & 0xFF) << 16
        | (bytes.get(PAYLOAD_BYTES + 1) & 0xFF) << 8
        | (bytes.get(PAYLOAD_BYTES + 2) & 0xFF);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * MICROS_PER_SECOND + time.getNano() / 1_000;
  }
}
