package io.syncpulse.metric;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;
import io.syncpulse.history.Booking;
import io.syncpulse.history.Outcome;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Something that metrics count, as the tests make it up.
 *
 * @param minute when it happened
 * @param kind how a job came out; null for a batch
 * @param ran how long it ran, microseconds; null when its start is not known
 * @param queued how long it waited, microseconds
 * @param inserted entities
 */
record Happening(int minute, Outcome.Kind kind, Long ran, long queued, long inserted) {

  static final Id CONNECTION = new Id(1, 2);

  private static final long MINUTE = 60_000_000L;

  Booking booking(boolean isRetraction) {
    EntityCounts entities = new EntityCounts(inserted, 0, 0, 0, 0);
    return new Booking(
        CONNECTION, null, null, minute * MINUTE + 1, outcome(), entities, isRetraction);
  }

  private Outcome outcome() {
    if (kind == null) {
      return null;
    }
    long ended = minute * MINUTE + 1;
    Long started = ran == null ? null : Long.valueOf(ended - ran);
    long created = (started == null ? ended : started) - queued;
    Id job = new Id(3, 4);
    return new Outcome(
        CONNECTION, null, null, job, kind, created, started, ended, EntityCounts.NONE);
  }

  /** Few different values, so that what enters a window is often the same as what leaves it. */
  static Arbitrary<Happening> any(int minutes) {
    return Combinators.combine(
            Arbitraries.integers().between(0, minutes - 1),
            Arbitraries.of(Outcome.Kind.values()).injectNull(0.3),
            Arbitraries.of(0L, 300L, 5_000L, 60_000_000L, 3_600_000_000L, 40L * 86_400_000_000L)
                .injectNull(0.2),
            Arbitraries.of(0L, 2_000_000L),
            Arbitraries.of(0L, 0L, 7L))
        .as(Happening::new);
  }
}
