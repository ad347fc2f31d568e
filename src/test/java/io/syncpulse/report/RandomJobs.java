package io.syncpulse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Jobs of every kind at whole ticks: open, lost of a start, started before they were created. */
final class RandomJobs {

  static final List<String> TYPES = List.of("notion", "github", "slack");

  private RandomJobs() {}

  /**
   * So many jobs that are created from {@code before} ticks before a moment to {@code after} it.
   */
  static List<JobSpan> around(Random random, long moment, int before, int after, int jobs) {
    List<JobSpan> all = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      int connection = random.nextInt(6);
      long created = moment + (random.nextInt(before + after) - before) * TickOracle.TICK;
      boolean known = random.nextInt(8) > 0;
      long started = known ? created + (random.nextInt(12) - 1) * TickOracle.TICK : JobSpan.NEVER;
      long left =
          random.nextInt(20) == 0
              ? JobSpan.NEVER
              : (known ? started : created) + (random.nextInt(40) - 1) * TickOracle.TICK;
      all.add(
          new JobSpan(
              new UUID(7, connection),
              TYPES.get(connection % TYPES.size()),
              left != JobSpan.NEVER && random.nextInt(10) > 0,
              created,
              started,
              left,
              random.nextInt(1000)));
    }
    all.sort(Comparator.comparingLong(JobSpan::createdAt));
    return all;
  }
}
