package io.syncpulse.backfill;

import io.syncpulse.event.Id;
import java.util.Objects;

/**
 * Where a row stands in its table: tables are read in the order of creation, then of the id. That
 * never changes, whatever becomes of the row, so a later run finds its place again.
 *
 * @param table the name of the table
 * @param createdAt microseconds since the epoch
 * @param id of the row
 */
record Place(String table, long createdAt, Id id) implements Comparable<Place> {

  /** Before every row of the table. */
  static Place start(String table) {
    return new Place(table, Long.MIN_VALUE, new Id(0, 0));
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws BackfillException if that is something else
   */
  static Place parse(String text) {
    String[] parts = text.split(" ", -1);
    try {
      Id id = Objects.requireNonNull(Id.parse(parts[2]));
      return new Place(parts[0], Long.parseLong(parts[1]), id);
    } catch (RuntimeException unreadable) {
      throw new BackfillException("a mark in the topic cannot be read: name another topic");
    }
  }

  boolean isStart() {
    return createdAt == Long.MIN_VALUE;
  }

  @Override
  public int compareTo(Place other) {
    int byTime = Long.compare(createdAt, other.createdAt);
    return byTime != 0 ? byTime : id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return table + " " + createdAt + " " + id;
  }
}
