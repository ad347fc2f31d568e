package io.syncpulse.metric;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.history.Booking;
import io.syncpulse.history.Outcome;
import java.time.Duration;

/** What a booking means for the metrics, and for whose. */
final class BookedMeasures {

  /**
   * A duration counts for no more than this, 365 days, so that a false clock cannot flood a sum.
   */
  private static final long LONGEST_MICROS = Duration.ofDays(365).toMillis() * 1000;

  private static final long MINUTE_MICROS = Duration.ofMinutes(1).toMillis() * 1000;

  private BookedMeasures() {}

  /** The minute in which it happened, since the epoch. */
  static int minute(Booking booking) {
    return (int) Math.floorDiv(booking.at(), MINUTE_MICROS);
  }

  /**
   * Whose metrics of a kind it belongs to.
   *
   * @return null when that is not known
   */
  static Scope scope(Booking booking, Scope.Kind kind) {
    return switch (kind) {
      case CONNECTION -> Scope.connection(booking.connection());
      case SOURCE_TYPE ->
          booking.sourceType() == null ? null : Scope.sourceType(booking.sourceType());
      case ORGANIZATION ->
          booking.organization() == null ? null : Scope.organization(booking.organization());
      case PLATFORM -> Scope.platform();
    };
  }

  /** What it adds: the opposite when it is retracted. */
  static Measures of(Booking booking) {
    Measures measures = new Measures();
    EntityCounts entities = booking.entities();
    measures.add(Measures.INSERTED, entities.inserted());
    measures.add(Measures.UPDATED, entities.updated());
    measures.add(Measures.DELETED, entities.deleted());
    if (booking.outcome() != null) {
      add(booking.outcome(), measures);
    }
    if (!booking.isRetraction()) {
      return measures;
    }
    Measures opposite = new Measures();
    opposite.subtract(measures);
    return opposite;
  }

  private static void add(Outcome outcome, Measures measures) {
    measures.add(
        switch (outcome.kind()) {
          case COMPLETED -> Measures.COMPLETED;
          case FAILED -> Measures.FAILED;
          case CANCELLED -> Measures.CANCELLED;
          case LOST -> Measures.LOST;
        },
        1);
    if (outcome.startedAt() == null) {
      return;
    }
    measures.addQueueTime(outcome.startedAt() - outcome.createdAt());
    long ran = Math.min(Math.max(0, outcome.endedAt() - outcome.startedAt()), LONGEST_MICROS);
    switch (outcome.kind()) {
      case COMPLETED, FAILED -> measures.addDuration(ran);
      case CANCELLED -> measures.add(Measures.CANCELLED_RUNNING, ran);
      case LOST -> {
        // When it ended is not known, so neither is how long it ran.
      }
    }
  }
}
