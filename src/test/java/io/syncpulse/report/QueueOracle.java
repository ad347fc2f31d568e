package io.syncpulse.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A queue walked through second by second, with lists. */
final class QueueOracle {

  /** A job of whole seconds. */
  record Job(long at, long seconds, UUID connection) {}

  private record Busy(long until, UUID connection) {}

  private QueueOracle() {}

  /** How long each job waits for its worker, in seconds, in the order of creation. */
  static long[] waits(List<Job> jobs, int workers, boolean oneAtATime) {
    long[] waits = new long[jobs.size()];
    List<Integer> waiting = new ArrayList<>();
    List<Busy> busy = new ArrayList<>();
    int arrived = 0;
    for (long now = 0; arrived < jobs.size() || !waiting.isEmpty(); now++) {
      while (arrived < jobs.size() && jobs.get(arrived).at() == now) {
        waiting.add(arrived++);
      }
      boolean changed = true;
      while (changed) {
        long second = now;
        changed = busy.removeIf(job -> job.until() <= second);
        Set<UUID> taken = new HashSet<>();
        busy.forEach(job -> taken.add(job.connection()));
        for (int i = 0; i < waiting.size() && busy.size() < workers; ) {
          Job job = jobs.get(waiting.get(i));
          if (oneAtATime && taken.contains(job.connection())) {
            i++;
            continue;
          }
          waits[waiting.remove(i)] = now - job.at();
          busy.add(new Busy(now + job.seconds(), job.connection()));
          taken.add(job.connection());
          changed = true;
        }
      }
    }
    return waits;
  }
}
