package io.syncpulse.metric;

import java.util.Arrays;

/**
 * What happened in a scope, by minute: the panes that something was said of, ascending. The older
 * ones are merged into wider panes, as wide as the windows allow. Flink keeps it as a POJO, so its
 * fields are public. Times are minutes since the epoch.
 */
public final class Panes {

  /** How many panes there are. */
  public int size;

  /** First minute of each; the first {@link #size} are in use. */
  public int[] starts = {};

  /** What is in each, packed. */
  public byte[][] contents = {};

  private transient Measures scratch;

  /**
   * Adds to one minute. A pane that becomes empty stays until it is old: what was said of it has to
   * be taken back wherever it was said.
   */
  void add(int minute, Measures change) {
    int at = Arrays.binarySearch(starts, 0, size, minute);
    if (at < 0) {
      insert(-at - 1, minute, PackedMeasures.pack(change));
    } else {
      Measures content = get(at);
      content.add(change);
      contents[at] = PackedMeasures.pack(content);
    }
  }

  /** Index of the first pane at or after a minute; {@link #size} when there is none. */
  int firstFrom(int minute) {
    int at = Arrays.binarySearch(starts, 0, size, minute);
    return at < 0 ? -at - 1 : at;
  }

  /** What is in a pane; good until the next call. */
  Measures get(int index) {
    if (scratch == null) {
      scratch = new Measures();
    }
    PackedMeasures.unpack(contents[index], scratch);
    return scratch;
  }

  /** Adds all panes that begin in a stretch of time to a sum. */
  void addTo(Measures sum, int from, int to) {
    for (int i = firstFrom(from); i < size && starts[i] < to; i++) {
      sum.add(get(i));
    }
  }

  /** Takes all panes that begin in a stretch of time from a sum. */
  void subtractFrom(Measures sum, int from, int to) {
    for (int i = firstFrom(from); i < size && starts[i] < to; i++) {
      sum.subtract(get(i));
    }
  }

  /** Drops and merges old panes as the rules allow at a moment. */
  void age(int now, MetricRules rules) {
    int old = firstFrom(now - rules.paneAgeBeforeMerging());
    int kept = 0;
    for (int i = 0; i < old; i++) {
      int width = rules.paneWidth((long) now - starts[i]);
      if (width == 0) {
        continue;
      }
      int start = Math.floorDiv(starts[i], width) * width;
      if (kept > 0 && starts[kept - 1] == start) {
        Measures merged = get(kept - 1).copy();
        merged.add(get(i));
        contents[kept - 1] = PackedMeasures.pack(merged);
      } else {
        starts[kept] = start;
        contents[kept++] = contents[i];
      }
    }
    remove(kept, old);
  }

  private void insert(int at, int minute, byte[] content) {
    if (size == starts.length) {
      int capacity = size + 1 + (size >> 2);
      starts = Arrays.copyOf(starts, capacity);
      contents = Arrays.copyOf(contents, capacity);
    }
    System.arraycopy(starts, at, starts, at + 1, size - at);
    System.arraycopy(contents, at, contents, at + 1, size - at);
    starts[at] = minute;
    contents[at] = content;
    size++;
  }

  private void remove(int from, int to) {
    if (from == to) {
      return;
    }
    System.arraycopy(starts, to, starts, from, size - to);
    System.arraycopy(contents, to, contents, from, size - to);
    int left = size - (to - from);
    Arrays.fill(contents, left, size, null);
    size = left;
  }
}
