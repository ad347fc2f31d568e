package io.syncpulse.report;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks of values, from 1 on; equal values share the mean of theirs. */
final class Ranks {

  private Ranks() {}

  static double[] of(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int i = 0, next; i < order.length; i = next) {
      for (next = i + 1; next < order.length && values[order[next]] == values[order[i]]; ) {
        next++;
      }
      for (int k = i; k < next; k++) {
        ranks[order[k]] = (i + 1 + next) / 2.0;
      }
    }
    return ranks;
  }
}
