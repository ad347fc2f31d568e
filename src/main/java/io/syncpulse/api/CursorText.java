package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * How a cursor looks on the wire: 36 characters of base64url, which hold a number, an id, and three
 * bytes of check sum against typing errors. The name of the list goes into the check sum, so that
 * the cursor of one list is none of another. It is no secret and grants nothing.
 */
final class CursorText {

  private static final int TEXT_LENGTH = 36;
  private static final int PAYLOAD_BYTES = 24;
  private static final int CHECK_BYTES = 3;

  private CursorText() {}

  /** The text that {@link #read} reads. */
  static String write(String list, long number, UUID id) {
    ByteBuffer bytes = ByteBuffer.allocate(PAYLOAD_BYTES + CHECK_BYTES);
    bytes.putLong(number);
    bytes.putLong(id.getMostSignificantBits());
    bytes.putLong(id.getLeastSignificantBits());
    int check = check(list, bytes.array());
    bytes.put((byte) (check >> 16)).put((byte) (check >> 8)).put((byte) check);
    return Base64.getUrlEncoder().encodeToString(bytes.array());
  }

  /** The number and the two halves of the id; empty when the text is no cursor of the list. */
  static Optional<ByteBuffer> read(String list, String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.limit() != PAYLOAD_BYTES + CHECK_BYTES
        || check(list, bytes.array()) != readCheck(bytes)) {
      return Optional.empty();
    }
    return Optional.of(bytes);
  }

  private static int check(String list, byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, PAYLOAD_BYTES);
    crc.update(list.getBytes(UTF_8));
    return (int) crc.getValue() & 0xFFFFFF;
  }

  private static int readCheck(ByteBuffer bytes) {
    return (bytes.get(PAYLOAD_BYTES) & 0xFF) << 16
        | (bytes.get(PAYLOAD_BYTES + 1) & 0xFF) << 8
        | (bytes.get(PAYLOAD_BYTES + 2) & 0xFF);
  }
}
