package io.syncpulse.postgres;

import io.syncpulse.event.ConnectionFacts;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.history.ConnectionSnapshot;
import io.syncpulse.history.EndEvidence;
import io.syncpulse.history.JobSnapshot;
import io.syncpulse.history.Provenance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random states from small ranges, so that every kind of tie comes up. */
final class RandomStates {

  private static final long EPOCH = 1_770_000_000_123_456L;
  private static final String[] TEXTS = {null, "", "a", "b", "I", "ı", "\uFF21", "\uD83D\uDE00"};
  private static final String[] DETAILS = {null, "{}", "{\"a\": 1}", "{\"a\": 1.0}"};

  private final Random random;

  RandomStates(long seed) {
    random = new Random(seed);
  }

  JobSnapshot job(Id connection, Id job) {
    JobStatus status = JobStatus.values()[random.nextInt(JobStatus.values().length)];
    return new JobSnapshot(
        connection,
        job,
        status,
        time(),
        timeOrNull(),
        status.isTerminal() ? time() : null,
        time(),
        timeOrNull(),
        new EntityCounts(count(), count(), count(), count(), count()),
        random.nextInt(3),
        random.nextInt(3) == 0 ? null : new Failure(text(), text(), pick(DETAILS)),
        byEvents(time()));
  }

  /** Of a state that no row had a part in. */
  static Provenance byEvents(long statusAt) {
    return new Provenance(statusAt, false, EndEvidence.OWN, false, false, null, null);
  }

  /** The same but for when it was lost. */
  JobSnapshot otherwiseLost(JobSnapshot job) {
    return new JobSnapshot(
        job.connection(),
        job.job(),
        job.status(),
        job.createdAt(),
        job.startedAt(),
        job.endedAt(),
        job.heardAt(),
        timeOrNull(),
        job.counts(),
        job.batches(),
        job.failure(),
        job.provenance());
  }

  ConnectionSnapshot connection(Id connection) {
    Long claimed = timeOrNull();
    return new ConnectionSnapshot(
        connection,
        new ConnectionFacts(
            claimed == null ? null : new Id(1, random.nextInt(3)),
            idOrNull(),
            text(),
            idOrNull(),
            text(),
            text()),
        claimed,
        timeOrNull(),
        time(),
        timeOrNull(),
        timeOrNull());
  }

  Id id() {
    return new Id(random.nextLong(), random.nextLong());
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Every state at least once, some more often, in any order. */
  <T> List<T> deliveries(List<T> states) {
    List<T> deliveries = new ArrayList<>(states);
    for (int again = random.nextInt(4); again > 0; again--) {
      deliveries.add(states.get(random.nextInt(states.size())));
    }
    Collections.shuffle(deliveries, random);
    return deliveries;
  }

  private long time() {
    return EPOCH + random.nextInt(4);
  }

  private Long timeOrNull() {
    return random.nextInt(3) == 0 ? null : (Long) time();
  }

  private long count() {
    return random.nextInt(3) == 0 ? 5_000_000_000L : random.nextInt(3);
  }

  private Id idOrNull() {
    return random.nextInt(3) == 0 ? null : new Id(random.nextInt(3) - 1L, 0);
  }

  private String text() {
    return pick(TEXTS);
  }

  private String pick(String[] texts) {
    return texts[random.nextInt(texts.length)];
  }
}
