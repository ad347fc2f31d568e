package io.syncpulse.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Holds the newest state of each key until it is full or its oldest state has waited long enough.
 * Times are milliseconds of any clock.
 */
final class NewestByKey<K extends Comparable<K>, T> {

  private final int maxRows;
  private final long maxAgeMillis;
  private final TreeMap<K, T> newest = new TreeMap<>();
  private long heldSince;

  /**
   * @param maxRows how many keys fill it, 1 or more
   * @param maxAgeMillis how long a state may wait, 0 or more
   */
  NewestByKey(int maxRows, long maxAgeMillis) {
    if (maxRows < 1 || maxAgeMillis < 0) {
      throw new IllegalArgumentException(
          "maxRows must be 1 or more and maxAge 0 or more, but are "
              + maxRows
              + " and "
              + maxAgeMillis
              + " ms");
    }
    this.maxRows = maxRows;
    this.maxAgeMillis = maxAgeMillis;
  }

  /** Takes a state, which replaces the one of the same key. */
  void put(K key, T state, long now) {
    if (newest.isEmpty()) {
      heldSince = now;
    }
    newest.put(key, state);
  }

  boolean isEmpty() {
    return newest.isEmpty();
  }

  boolean isFull() {
    return newest.size() >= maxRows;
  }

  /** When what is held must go; says nothing while it is empty. */
  long dueAt() {
    return heldSince + maxAgeMillis;
  }

  /** Hands out what is held, in the order of the keys, and is empty afterwards. */
  List<T> drain() {
    List<T> rows = new ArrayList<>(newest.values());
    newest.clear();
    return rows;
  }
}
