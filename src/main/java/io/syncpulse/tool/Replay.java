package io.syncpulse.tool;

import io.syncpulse.event.EventParser;
import io.syncpulse.event.Observation;
import io.syncpulse.event.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Sends lines as events, each keyed by its source connection, its bytes untouched. Whether a line
 * is an event the job's own parser decides, so that nothing is sent that the job would dead-letter.
 */
final class Replay {

  /** Where events go. */
  @FunctionalInterface
  interface Target {

    /** Takes one event; the key is null for one that names no connection. */
    void send(byte[] key, byte[] value);
  }

  private final Target target;
  private final Pace pace;
  private final PacedClock pacing;
  private final Clock clock;
  private final Consumer<String> badLine;
  private final EventParser parser = new EventParser();
  private Long start;
  private long skipped;

  /**
   * A replay that has not begun.
   *
   * @param badLine is told where and why a line cannot be used; the replay goes on unless it throws
   */
  Replay(Target target, Pace pace, PacedClock pacing, Clock clock, Consumer<String> badLine) {
    this.target = target;
    this.pace = pace;
    this.pacing = pacing;
    this.clock = clock;
    this.badLine = badLine;
  }

  /** Sends the lines of one file; blank ones are nothing. */
  void file(String name, InputStream in) throws IOException, InterruptedException {
    Lines lines = new Lines(in, EventParser.MAX_BYTES);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (isBlank(line)) {
        continue;
      }
      Parsed parsed = parser.parse(line, clock.millis() * 1000);
      if (parsed instanceof Parsed.Rejected rejected) {
        skipped++;
        String why = rejected.reason().code() + ": " + OneLine.of(rejected.message());
        badLine.accept(name + ":" + lines.number() + ": " + why);
      } else {
        send(parsed instanceof Parsed.Observed seen ? seen.observation() : null, line);
      }
    }
  }

  /** How many lines could not be used. */
  long skipped() {
    return skipped;
  }

  private void send(Observation observation, byte[] line) throws InterruptedException {
    awaitTurn(observation == null ? null : observation.at());
    byte[] key =
        observation == null
            ? null
            : observation.connection().toString().getBytes(StandardCharsets.US_ASCII);
    target.send(key, line);
  }

  private void awaitTurn(Long at) throws InterruptedException {
    if (start == null) {
      start = pacing.nanos();
    }
    long early = start + pace.due(at) - pacing.nanos();
    if (early > 0) {
      pacing.pause(early);
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
