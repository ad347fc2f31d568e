package io.syncpulse.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of jobs ended: the creation time and id of its last job. The next page begins right
 * after it, whatever was inserted meanwhile.
 */
record Cursor(Instant createdAt, UUID id) {

  private static final String LIST = "jobs";
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long EARLIEST = micros(Instant.parse("0001-01-01T00:00:00Z"));
  private static final long LATEST = micros(Instant.parse("9999-12-31T23:59:59.999999Z"));

  /** Reads a cursor; empty when the text is not one. */
  static Optional<Cursor> parse(String text) {
    return CursorText.read(LIST, text)
        .filter(bytes -> bytes.getLong(0) >= EARLIEST && bytes.getLong(0) <= LATEST)
        .map(
            bytes ->
                new Cursor(
                    instant(bytes.getLong(0)), new UUID(bytes.getLong(8), bytes.getLong(16))));
  }

  /** The text that {@link #parse} reads. */
  String text() {
    return CursorText.write(LIST, micros(createdAt), id);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * MICROS_PER_SECOND + time.getNano() / 1_000;
  }
}
