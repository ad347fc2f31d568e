package io.syncpulse.report;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;

/**
 * Workers that take the oldest job whose connection has no other job running. A job that waits for
 * its connection holds no worker, and younger ones pass it.
 *
 * <p>What happens at one moment: first every job that is due ends, then the oldest ones start.
 * Memory goes with the jobs that run and wait; of more than {@value #MOST_WAITING} that wait at one
 * time the pool is given up.
 */
final class OneAtATime implements WorkerPool {

  static final int MOST_WAITING = 100_000;

  /** Behind most jobs nobody waits. */
  private static final Queue<Waiting> NOBODY = new ArrayDeque<>(0);

  private record Waiting(long number, long since, long micros, UUID connection, boolean counted) {}

  private record Running(long until, UUID connection) {}

  private final int workers;
  private final Durations queueTimes = new Durations();
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(Comparator.comparingLong(Running::until));
  private final PriorityQueue<Waiting> ready =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::number));

  /**
   * The connections that have a job ready or running, each with the jobs that wait for that one.
   */
  private final Map<UUID, Queue<Waiting>> taken = new HashMap<>();

  private long arrived;
  private int waiting;
  private int busiest;
  private boolean givenUp;

  OneAtATime(int workers) {
    this.workers = workers;
  }

  @Override
  public void arrive(long at, long micros, UUID connection, boolean counted) {
    if (givenUp) {
      return;
    }
    endUntil(at);
    Waiting job = new Waiting(arrived++, at, micros, connection, counted);
    Queue<Waiting> before = taken.putIfAbsent(connection, NOBODY);
    if (before != null) {
      Queue<Waiting> behind = before == NOBODY ? new ArrayDeque<>(2) : before;
      behind.add(job);
      taken.put(connection, behind);
      waiting++;
    } else if (running.size() < workers) {
      // Nobody is ready before it, or that one would have this worker.
      run(job, at);
    } else {
      ready.add(job);
      waiting++;
    }
    if (waiting > MOST_WAITING) {
      givenUp = true;
      running.clear();
      ready.clear();
      taken.clear();
    }
  }

  @Override
  public void finish() {
    endUntil(JobSpan.NEVER);
  }

  private void endUntil(long time) {
    while (!running.isEmpty() && running.peek().until() <= time) {
      long now = running.peek().until();
      while (!running.isEmpty() && running.peek().until() == now) {
        release(running.poll().connection());
      }
      while (running.size() < workers && !ready.isEmpty()) {
        waiting--;
        run(ready.poll(), now);
      }
    }
  }

  private void release(UUID connection) {
    Waiting next = taken.get(connection).poll();
    if (next == null) {
      taken.remove(connection);
    } else {
      ready.add(next);
    }
  }

  private void run(Waiting job, long now) {
    running.add(new Running(now + job.micros(), job.connection()));
    busiest = Math.max(busiest, running.size());
    if (job.counted()) {
      queueTimes.add(now - job.since());
    }
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public int busiest() {
    return busiest;
  }

  @Override
  public Durations queueTimes() {
    return givenUp ? null : queueTimes;
  }
}
