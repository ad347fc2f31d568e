package io.syncpulse.metric;

import java.util.Arrays;

/**
 * A vector of whole numbers that is mostly zeros; only what is not zero is held, in two arrays.
 * Vectors form a commutative group: what was added, in whatever order, can be subtracted again, and
 * nothing is left. Sums wrap around like all of Java's longs, so even those are undone exactly.
 *
 * <p>Flink keeps its subclass as a POJO, so the fields are public. Memory: 10 bytes a coordinate.
 */
public abstract class SparseVector {

  private static final int LEAST_CAPACITY = 12;

  /** How many coordinates are not zero. */
  public int size;

  /** Which those are, ascending; the first {@link #size} are in use. */
  public short[] coordinates = {};

  /** Their values. */
  public long[] values = {};

  /** Adds to one coordinate. */
  void add(int coordinate, long by) {
    if (by == 0) {
      return;
    }
    int at = find(coordinate);
    if (at >= 0) {
      values[at] += by;
      if (values[at] == 0) {
        dropZeros();
      }
      return;
    }
    at = -at - 1;
    reserve(size + 1);
    System.arraycopy(coordinates, at, coordinates, at + 1, size - at);
    System.arraycopy(values, at, values, at + 1, size - at);
    coordinates[at] = (short) coordinate;
    values[at] = by;
    size++;
  }

  /** Adds all of another. */
  public void add(SparseVector other) {
    add(other, 1);
  }

  /** Takes all of another away. */
  public void subtract(SparseVector other) {
    add(other, -1);
  }

  private void add(SparseVector other, int sign) {
    int missing = 0;
    int from = 0;
    boolean vanished = false;
    for (int j = 0; j < other.size; j++) {
      int at = find(other.coordinates[j], from, size);
      if (at < 0) {
        missing++;
        from = -at - 1;
      } else {
        values[at] += sign * other.values[j];
        vanished |= values[at] == 0;
        from = at + 1;
      }
    }
    if (missing > 0) {
      insertMissing(other, sign, missing);
    }
    if (vanished) {
      dropZeros();
    }
  }

  /** From the greatest coordinate down, so that each stretch in between moves once. */
  private void insertMissing(SparseVector other, int sign, int count) {
    reserve(size + count);
    int end = size;
    int missing = count;
    for (int j = other.size - 1; missing > 0; j--) {
      int at = find(other.coordinates[j], 0, end);
      if (at < 0) {
        at = -at - 1;
        System.arraycopy(coordinates, at, coordinates, at + missing, end - at);
        System.arraycopy(values, at, values, at + missing, end - at);
        end = at;
        missing--;
        coordinates[end + missing] = other.coordinates[j];
        values[end + missing] = sign * other.values[j];
      }
    }
    size += count;
  }

  private void dropZeros() {
    int to = 0;
    for (int i = 0; i < size; i++) {
      if (values[i] != 0) {
        coordinates[to] = coordinates[i];
        values[to++] = values[i];
      }
    }
    size = to;
  }

  /** Index of a coordinate; where it would be inserted, less than zero, as binary searches say. */
  int find(int coordinate) {
    return find(coordinate, 0, size);
  }

  /**
   * No coordinate can stand further behind than its own value: the first ones are found at once.
   */
  private int find(int coordinate, int from, int to) {
    int last = Math.max(from, Math.min(to, coordinate + 1));
    return Arrays.binarySearch(coordinates, from, last, (short) coordinate);
  }

  /** Makes room for so many coordinates. */
  void reserve(int capacity) {
    if (capacity > coordinates.length) {
      int larger = Math.max(capacity, LEAST_CAPACITY + size + (size >> 1));
      coordinates = Arrays.copyOf(coordinates, larger);
      values = Arrays.copyOf(values, larger);
    }
  }

  /** Takes everything away. */
  void clear() {
    size = 0;
  }

  /**
   * Sets a coordinate that is greater than all that are held to a value that is not zero. There
   * must be room for it: see {@link #reserve}.
   */
  void append(int coordinate, long value) {
    coordinates[size] = (short) coordinate;
    values[size++] = value;
  }

  /** Whether nothing happened, or all that did was taken away. */
  public boolean isZero() {
    return size == 0;
  }

  /** Value of one coordinate. */
  long get(int coordinate) {
    int at = find(coordinate);
    return at < 0 ? 0 : values[at];
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof SparseVector other
        && size == other.size
        && Arrays.equals(coordinates, 0, size, other.coordinates, 0, size)
        && Arrays.equals(values, 0, size, other.values, 0, size);
  }

  @Override
  public int hashCode() {
    int hash = size;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + coordinates[i] * 17 + Long.hashCode(values[i]);
    }
    return hash;
  }
}
