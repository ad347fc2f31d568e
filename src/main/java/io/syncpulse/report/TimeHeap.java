package io.syncpulse.report;

import java.util.Arrays;

/**
 * Times, the earliest first to hand: a binary heap of longs, because boxed ones cost five times.
 */
final class TimeHeap {

  private long[] times = new long[16];
  private int size;

  int size() {
    return size;
  }

  /** The earliest; {@link JobSpan#NEVER} when there is none. */
  long earliest() {
    return size == 0 ? JobSpan.NEVER : times[0];
  }

  void add(long time) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
    }
    int at = size++;
    while (at > 0 && times[(at - 1) / 2] > time) {
      times[at] = times[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    times[at] = time;
  }

  void removeEarliest() {
    size--;
    if (size > 0) {
      replaceEarliest(times[size]);
    }
  }

  /** Takes the earliest out and another in, in one step. */
  void replaceEarliest(long time) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child + 1 < size && times[child + 1] < times[child]) {
        child++;
      }
      if (child >= size || times[child] >= time) {
        break;
      }
      times[at] = times[child];
      at = child;
    }
    times[at] = time;
  }
}
