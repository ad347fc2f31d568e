package io.syncpulse.history;

import io.syncpulse.event.Id;
import java.util.ArrayList;
import java.util.List;

/** What a job of a connection contributes to metrics, as it looks now. */
final class Bookings {

  private Bookings() {}

  /** All of it: its batches and, if it has come out, its outcome. */
  static List<Booking> of(Id connection, ConnectionProfile profile, Id id, TrackedJob job) {
    List<Booking> bookings = new ArrayList<>();
    Batches batches = job.history.batches;
    for (int i = 0; i < batches.size; i++) {
      bookings.add(batch(connection, profile, batches, i));
    }
    Booking outcome = outcome(connection, profile, id, job);
    if (outcome != null) {
      bookings.add(outcome);
    }
    return bookings;
  }

  /**
   * The outcome of a job.
   *
   * @return null while the job has neither ended nor been lost
   */
  static Booking outcome(Id connection, ConnectionProfile profile, Id id, TrackedJob job) {
    Outcome outcome = Outcome.of(connection, profile, id, job);
    return outcome == null
        ? null
        : new Booking(
            connection,
            profile.organization,
            profile.firstSourceType,
            outcome.endedAt(),
            outcome,
            job.history.countsBeyondBatches(),
            false);
  }

  /**
   * One batch of a job.
   *
   * @return null when it was not observed
   */
  static Booking batch(Id connection, ConnectionProfile profile, TrackedJob job, int sequence) {
    int index = job.history.batches.find(sequence);
    return index < 0 ? null : batch(connection, profile, job.history.batches, index);
  }

  private static Booking batch(
      Id connection, ConnectionProfile profile, Batches batches, int index) {
    return new Booking(
        connection,
        profile.organization,
        profile.firstSourceType,
        batches.times[index],
        null,
        batches.countsAt(index),
        false);
  }
}
