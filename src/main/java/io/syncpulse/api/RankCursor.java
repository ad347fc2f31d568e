package io.syncpulse.api;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of ranked connections ended: the rank and id of its last connection. It belongs to
 * one order: to another its rank would mean nothing.
 */
record RankCursor(ConnectionOrder order, double rank, UUID id) {

  /** Reads a cursor; empty when the text is none of this order. */
  static Optional<RankCursor> parse(ConnectionOrder order, String text) {
    return CursorText.read(order.wireName(), text)
        .map(
            bytes ->
                new RankCursor(
                    order, bytes.getDouble(0), new UUID(bytes.getLong(8), bytes.getLong(16))))
        .filter(cursor -> !Double.isNaN(cursor.rank));
  }

  /** The text that {@link #parse} reads. */
  String text() {
    return CursorText.write(order.wireName(), Double.doubleToRawLongBits(rank), id);
  }
}
