package io.syncpulse.history;

import io.syncpulse.event.EntityCounts;
import java.util.Arrays;

/**
 * The batches of one job that were observed, each counted once by its sequence number. Where two
 * records of the same batch disagree, the earlier time holds and the larger count, field by field,
 * so that the order in which they arrive does not matter.
 *
 * <p>Flink keeps it as a POJO, so its fields are public. Memory: 44 bytes a batch, held in arrays
 * that grow by half.
 */
public final class Batches {

  private static final int FIELDS = 4;
  private static final int FIRST_CAPACITY = 4;

  /** How many batches are held. */
  public int size;

  /** Sequence numbers, ascending; the first {@link #size} are in use. */
  public int[] sequences = {};

  /** When each was processed, microseconds since the epoch, in the order of {@link #sequences}. */
  public long[] times = {};

  /** Inserted, updated, deleted and kept of each batch, in the order of {@link #sequences}. */
  public long[] counts = {};

  /** Sum over all batches, at most {@link Long#MAX_VALUE} each. */
  public EntityCounts total = EntityCounts.NONE;

  /**
   * Adds one batch.
   *
   * @return whether this said anything new
   */
  public boolean add(int sequence, long time, EntityCounts batch) {
    int found = find(sequence);
    boolean isNew = found < 0;
    int at = isNew ? -found - 1 : found;
    if (isNew) {
      insert(at, sequence);
    }
    boolean isEarlier = time < times[at];
    times[at] = Math.min(time, times[at]);
    int base = at * FIELDS;
    long inserted = raise(base, batch.inserted());
    long updated = raise(base + 1, batch.updated());
    long deleted = raise(base + 2, batch.deleted());
    long kept = raise(base + 3, batch.kept());
    if ((inserted | updated | deleted | kept) == 0) {
      return isNew || isEarlier;
    }
    total =
        new EntityCounts(
            saturatedSum(total.inserted(), inserted),
            saturatedSum(total.updated(), updated),
            saturatedSum(total.deleted(), deleted),
            saturatedSum(total.kept(), kept),
            0);
    return true;
  }

  /**
   * Where a batch is held.
   *
   * @return its index; negative when it was not observed
   */
  int find(int sequence) {
    // Batches mostly come in order.
    if (size == 0 || sequences[size - 1] < sequence) {
      return -size - 1;
    }
    return Arrays.binarySearch(sequences, 0, size, sequence);
  }

  /** What a batch did. */
  EntityCounts countsAt(int index) {
    int base = index * FIELDS;
    return new EntityCounts(counts[base], counts[base + 1], counts[base + 2], counts[base + 3], 0);
  }

  private void insert(int at, int sequence) {
    if (size == sequences.length) {
      int capacity = Math.max(FIRST_CAPACITY, size + (size >> 1));
      sequences = Arrays.copyOf(sequences, capacity);
      times = Arrays.copyOf(times, capacity);
      counts = Arrays.copyOf(counts, capacity * FIELDS);
    }
    System.arraycopy(sequences, at, sequences, at + 1, size - at);
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(counts, at * FIELDS, counts, (at + 1) * FIELDS, (size - at) * FIELDS);
    sequences[at] = sequence;
    times[at] = Long.MAX_VALUE;
    Arrays.fill(counts, at * FIELDS, (at + 1) * FIELDS, 0);
    size++;
  }

  private long raise(int index, long to) {
    long by = Math.max(0, to - counts[index]);
    counts[index] += by;
    return by;
  }

  private static long saturatedSum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Batches other
        && size == other.size
        && Arrays.equals(sequences, 0, size, other.sequences, 0, size)
        && Arrays.equals(times, 0, size, other.times, 0, size)
        && Arrays.equals(counts, 0, size * FIELDS, other.counts, 0, size * FIELDS);
  }

  @Override
  public int hashCode() {
    return 31 * size + total.hashCode();
  }
}
