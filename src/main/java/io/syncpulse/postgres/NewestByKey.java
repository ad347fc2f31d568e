package io.syncpulse.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Holds the newest state of each key until it is full or its oldest state has waited long enough.
 * Times are milliseconds of any clock.
 */
final class NewestByKey<K extends Comparable<K>, T> {

  private final int maxRows;
  private final long maxAgeMillis;
  private final BinaryOperator<T> succession;
  private final TreeMap<K, T> newest = new TreeMap<>();
  private long heldSince;

  /**
   * @param maxRows how many keys fill it, 1 or more
   * @param maxAgeMillis how long a state may wait, 0 or more
   * @param succession of an older and a newer state of a key, what is held in their place
   */
  NewestByKey(int maxRows, long maxAgeMillis, BinaryOperator<T> succession) {
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
    this.succession = succession;
  }

  /** Takes a state, which succeeds the one of the same key. */
  void put(K key, T state, long now) {
    if (newest.isEmpty()) {
      heldSince = now;
    }
    newest.merge(key, state, succession);
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
