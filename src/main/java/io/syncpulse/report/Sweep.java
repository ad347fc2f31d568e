package io.syncpulse.report;

import java.util.List;

/**
 * The sweep line over jobs: told each job in the order of creation, it says how many ran and waited
 * over a period, exactly. It remembers only jobs that have not left yet.
 *
 * <p>What happens at one moment happens at once: no level is reported that held for no time. A job
 * without a known start counts as waiting until it leaves.
 */
final class Sweep {

  private final Period period;
  private final List<Levels> listeners;
  private final TimeHeap starts = new TimeHeap();
  private final TimeHeap leaves = new TimeHeap();
  private final TimeHeap queueLeaves = new TimeHeap();
  private long at;
  private int running;
  private int queued;

  Sweep(Period period, List<Levels> listeners) {
    this.period = period;
    this.listeners = listeners;
    this.at = period.from();
  }

  /**
   * Takes in the next job.
   *
   * @throws IllegalArgumentException if an earlier job was created later
   */
  void add(JobSpan job) {
    long queuedFrom = Math.max(job.createdAt(), period.from());
    if (queuedFrom < at) {
      throw new IllegalArgumentException("jobs must come in the order of creation");
    }
    if (queuedFrom >= period.to() || job.leftAt() <= period.from()) {
      return;
    }
    advance(queuedFrom);
    boolean runs = job.startedAt() < job.leftAt();
    long queuedUntil = Math.min(job.startedAt(), job.leftAt());
    boolean waits = queuedFrom < queuedUntil;
    if (waits) {
      queued++;
      if (!runs) {
        queueLeaves.add(queuedUntil);
      }
    }
    if (runs) {
      leaves.add(job.leftAt());
      if (waits) {
        starts.add(job.startedAt());
      } else {
        running++;
      }
    }
  }

  /** Says what is left to say, up to the end of the period. */
  void finish() {
    advance(period.to());
  }

  private void advance(long to) {
    while (true) {
      long next = Math.min(starts.earliest(), Math.min(leaves.earliest(), queueLeaves.earliest()));
      if (next >= JobSpan.NEVER || next > to) {
        break;
      }
      report(next);
      for (; starts.earliest() == next; starts.removeEarliest()) {
        queued--;
        running++;
      }
      for (; queueLeaves.earliest() == next; queueLeaves.removeEarliest()) {
        queued--;
      }
      for (; leaves.earliest() == next; leaves.removeEarliest()) {
        running--;
      }
    }
    report(to);
  }

  private void report(long until) {
    if (until > at) {
      for (Levels listener : listeners) {
        listener.stretch(at, until, running, queued);
      }
      at = until;
    }
  }
}
