package io.syncpulse.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Records that no reader can use, so that there are dead letters to look at. */
final class Poison {

  private static final List<UnaryOperator<String>> WAYS =
      List.of(
          event -> event.substring(0, event.length() / 2),
          event -> "<html><body>503 Service Unavailable</body></html>",
          event -> "[" + event + "]",
          event -> event.replace("\"sync_job_id\"", "\"sync_jobid\""),
          event -> event.replaceFirst("\"sync_job_id\":\"[0-9a-f-]+\"", "\"sync_job_id\":\"42\""),
          event -> event.replace("\"sync.running\"", "\"sync.paused\""),
          event -> event.replaceFirst("\"timestamp\":\"[^\"]+\"", "\"timestamp\":\"yesterday\""),
          event -> event.replace("\"entities_inserted\":0", "\"entities_inserted\":-1"));

  private Poison() {}

  /** An event of a job that is nowhere else, spoilt. */
  static byte[] brew(SimulatedConnection connection, Instant at, Dice dice) {
    UUID job = dice.uuid();
    String event =
        new String(Payloads.status(connection, job, "running", at, null), StandardCharsets.UTF_8);
    return dice.oneOf(WAYS).apply(event).getBytes(StandardCharsets.UTF_8);
  }
}
