package io.syncpulse.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * What a sync platform sends between two instants, in the order in which it arrives. The same seed
 * and times give the same bytes. No clock is read: a live platform is a simulation whose events are
 * held back until their time.
 */
final class Simulation implements Iterator<SimulatedEvent> {

  private static final double NIGHT_SLOWDOWN = 1.5;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SHORTEST_REST = Duration.ofSeconds(5);

  /** A connection and the time of its next job. */
  private record Turn(Instant at, int number, SimulatedConnection connection, Dice dice) {}

  /** An event on its way; the number tells apart what arrives at the same instant. */
  private record OnTheWay(SimulatedEvent event, long number) {}

  private final Instant end;
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(Turn::number));
  private final PriorityQueue<OnTheWay> onTheWay =
      new PriorityQueue<>(
          Comparator.comparing((OnTheWay o) -> o.event.arrival()).thenComparing(OnTheWay::number));
  private long sent;

  /**
   * A platform from start to end: no job is created from the end on, and the last events are those
   * of the jobs that were created before.
   *
   * @param organization the organization that owns about a third of the connections
   */
  Simulation(long seed, UUID organization, Instant start, Instant end) {
    this.end = end;
    List<SimulatedConnection> connections = Platform.connections(seed, organization);
    for (int i = 0; i < connections.size(); i++) {
      SimulatedConnection connection = connections.get(i);
      Dice dice = new Dice(connection.seed());
      Duration wait = dice.between(Duration.ZERO, connection.interval());
      take(new Turn(start.plus(wait), i, connection, dice));
    }
  }

  @Override
  public boolean hasNext() {
    // Nothing of a job arrives before the job is created, so what is left is all later.
    while (!turns.isEmpty()
        && (onTheWay.isEmpty() || !turns.peek().at.isAfter(onTheWay.peek().event.arrival()))) {
      play(turns.remove());
    }
    return !onTheWay.isEmpty();
  }

  @Override
  public SimulatedEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return onTheWay.remove().event;
  }

  private void play(Turn turn) {
    SimulatedJob job = SimulatedJob.play(turn.connection, turn.at, turn.dice);
    new Delivery(turn.connection, turn.dice, e -> onTheWay.add(new OnTheWay(e, sent++)))
        .deliver(job);
    Duration interval = turn.dice.around(turn.connection.interval(), 0.1).plus(extraByNight(turn));
    Instant planned = turn.at.plus(interval);
    Instant rested = job.end().plus(SHORTEST_REST);
    Instant next = planned.isAfter(rested) ? planned : rested;
    take(new Turn(next, turn.number, turn.connection, turn.dice));
  }

  private void take(Turn turn) {
    if (turn.at.isBefore(end)) {
      turns.add(turn);
    }
  }

  /** Midnight in UTC is night for all; the slowdown goes and comes like a cosine. */
  private static Duration extraByNight(Turn turn) {
    double ofDay =
        (double) Math.floorMod(turn.at.getEpochSecond(), DAY.toSeconds()) / DAY.toSeconds();
    double night = 0.5 + 0.5 * StrictMath.cos(2 * StrictMath.PI * ofDay);
    return Duration.ofNanos(
        1_000 * (long) (turn.connection.interval().toNanos() / 1_000 * NIGHT_SLOWDOWN * night));
  }
}
