package io.syncpulse.report;

import java.util.Arrays;
import java.util.List;

/**
 * Counts jobs moment by moment: time is made of ticks of ten minutes, and each job says of each
 * tick whether it waited or ran. Slow and plain, on purpose.
 */
final class TickOracle {

  static final long TICK = 600_000_000L;

  final int[] running;
  final int[] queued;

  /** Of jobs whose times are whole ticks. */
  TickOracle(Period period, List<JobSpan> jobs) {
    int ticks = (int) (period.length() / TICK);
    running = new int[ticks];
    queued = new int[ticks];
    for (int tick = 0; tick < ticks; tick++) {
      long now = period.from() + tick * TICK;
      for (JobSpan job : jobs) {
        boolean here = job.createdAt() <= now && now < job.leftAt();
        if (here && job.startedAt() <= now) {
          running[tick]++;
        } else if (here) {
          queued[tick]++;
        }
      }
    }
  }

  int demand(int tick) {
    return running[tick] + queued[tick];
  }

  static int max(int[] levels, int from, int to) {
    return Arrays.stream(levels, from, to).max().orElseThrow();
  }

  static double mean(int[] levels, int from, int to) {
    return Arrays.stream(levels, from, to).average().orElseThrow();
  }

  static int first(int[] levels, int from, int to) {
    int max = max(levels, from, to);
    for (int i = from; i < to; i++) {
      if (levels[i] == max) {
        return i;
      }
    }
    throw new AssertionError();
  }
}
