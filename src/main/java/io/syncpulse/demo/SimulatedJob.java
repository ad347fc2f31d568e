package io.syncpulse.demo;

import io.syncpulse.demo.Payloads.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One job from its creation to its end: what the platform says of it, in the order in which it
 * happens. The statuses follow the platform's state machine; only the terminal event, and now and
 * then the first, may go unsaid.
 */
final class SimulatedJob {

  private static final double PENDING_UNHEARD = 0.01;

  /** Something that the platform says, and when. */
  record Said(Instant at, byte[] payload) {}

  private final UUID id;
  private final SimulatedConnection connection;
  private final Dice dice;
  private final List<Said> said = new ArrayList<>();
  private Instant now;

  private SimulatedJob(SimulatedConnection connection, Instant created, Dice dice) {
    this.id = dice.uuid();
    this.connection = connection;
    this.now = created;
    this.dice = dice;
  }

  /** Plays a job that is created at the given time. */
  static SimulatedJob play(SimulatedConnection connection, Instant created, Dice dice) {
    SimulatedJob job = new SimulatedJob(connection, created, dice);
    job.play();
    return job;
  }

  /** What the platform says of the job, by time. */
  List<Said> said() {
    return said;
  }

  /** When the job is over, said or not. */
  Instant end() {
    return now;
  }

  private void play() {
    Temperament temperament = connection.temperament();
    if (!dice.chance(PENDING_UNHEARD)) {
      say("pending", null);
    }
    if (dice.chance(temperament.refused)) {
      pass(dice.between(Duration.ofMillis(300), Duration.ofSeconds(4)));
      finish("failed", Mishap.beforeRunning(connection));
      return;
    }
    pass(dice.around(Duration.ofSeconds(2), 1));
    say("running", null);
    if (dice.chance(temperament.cancelled)) {
      work(0.5);
      say("cancelling", null);
      pass(dice.between(Duration.ofSeconds(1), Duration.ofSeconds(40)));
      finish("cancelled", null);
    } else if (dice.chance(temperament.failed)) {
      work(0.6);
      finish("failed", Mishap.whileRunning(dice));
    } else {
      work(1);
      finish("completed", null);
    }
  }

  /** Processes the given part of the batches of a whole job. */
  private void work(double part) {
    Temperament temperament = connection.temperament();
    int batches = (int) StrictMath.ceil(part * dice.between(temperament.fewest, temperament.most));
    Duration whole = dice.around(temperament.median, 0.5);
    Duration step = Duration.ofNanos((long) (part * whole.toNanos() / (batches + 1)));
    for (int sequence = 0; sequence < batches; sequence++) {
      pass(dice.between(step.dividedBy(2), step.multipliedBy(3).dividedBy(2)));
      double millis = dice.between(20_000, 1_500_000) / 1_000.0;
      said.add(new Said(now, Payloads.batch(connection, id, sequence, now, entities(), millis)));
    }
    pass(step);
  }

  private Map<String, Counts> entities() {
    Map<String, Counts> byType = new LinkedHashMap<>();
    for (int type = dice.between(1, 3); type > 0; type--) {
      byType.put(
          connection.sourceType() + "_" + List.of("item", "comment", "folder").get(type - 1),
          new Counts(
              dice.between(0, 90),
              dice.between(0, 30),
              dice.chance(0.3) ? dice.between(0, 6) : 0,
              dice.between(0, 120)));
    }
    return byType;
  }

  private void finish(String status, Mishap mishap) {
    if (!dice.chance(connection.temperament().unheard)) {
      say(status, mishap);
    }
  }

  private void say(String status, Mishap mishap) {
    said.add(new Said(now, Payloads.status(connection, id, status, now, mishap)));
  }

  /** Time passes, at least a microsecond: no two events of a job are of the same time. */
  private void pass(Duration duration) {
    now = now.plus(duration).plusNanos(1_000);
  }
}
