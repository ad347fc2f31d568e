package io.syncpulse.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way from the platform to Kafka: most events come at once, some tens of seconds late and so
 * out of order, some twice, and among them is what has nothing to do with jobs, or is broken.
 */
final class Delivery {

  private static final double LATE = 0.08;
  private static final double TWICE = 0.03;
  private static final double OTHER = 0.004;
  private static final double POISON = 0.000_4;

  private static final Duration SOONEST = Duration.ofMillis(5);
  private static final Duration SOON = Duration.ofMillis(250);
  private static final Duration LATEST = Duration.ofSeconds(40);

  private static final List<String> OTHER_TYPES =
      List.of(
          "search.completed",
          "search.started",
          "query.processed",
          "collection.updated",
          "source_connection.updated");

  private final SimulatedConnection connection;
  private final Dice dice;
  private final Consumer<SimulatedEvent> receiver;

  Delivery(SimulatedConnection connection, Dice dice, Consumer<SimulatedEvent> receiver) {
    this.connection = connection;
    this.dice = dice;
    this.receiver = receiver;
  }

  void deliver(SimulatedJob job) {
    for (SimulatedJob.Said said : job.said()) {
      Instant arrival = said.at().plus(delay());
      arrive(arrival, said.payload());
      if (dice.chance(TWICE)) {
        arrive(arrival.plus(dice.between(Duration.ofSeconds(1), LATEST)), said.payload());
      }
      if (dice.chance(OTHER)) {
        arrive(arrival, Payloads.other(connection, dice.oneOf(OTHER_TYPES), said.at()));
      }
      if (dice.chance(POISON)) {
        arrive(arrival, Poison.brew(connection, said.at(), dice));
      }
    }
  }

  private Duration delay() {
    return dice.chance(LATE) ? dice.between(SOON, LATEST) : dice.between(SOONEST, SOON);
  }

  private void arrive(Instant arrival, byte[] payload) {
    receiver.accept(new SimulatedEvent(arrival, connection.id().toString(), payload));
  }
}
