package io.syncpulse.metric;

import java.util.TreeMap;

/**
 * A table in memory that does what statements say, whichever come. Of the rows of one scope and
 * window, by the moment that they are of.
 *
 * @param <T> what is in a row
 */
final class StatedTable<T> {

  record Row<T>(T content, boolean isFinal) {}

  final TreeMap<Long, Row<T>> rows = new TreeMap<>();

  void state(long after, long at, boolean isLast, boolean isFinal, T content) {
    if (after != Long.MIN_VALUE) {
      rows.subMap(after, false, at, false).clear();
    }
    if (isLast) {
      rows.tailMap(at, false).clear();
    }
    if (content == null) {
      rows.remove(at);
    } else {
      rows.put(at, new Row<>(content, isFinal));
    }
  }
}
