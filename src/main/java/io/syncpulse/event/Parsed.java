package io.syncpulse.event;

/** What became of one record: exactly one of three. */
public sealed interface Parsed {

  /** The record says something about a job. */
  record Observed(Observation observation) implements Parsed {}

  /** The record is of a known type that says nothing of jobs. */
  record PassedOver(String eventType) implements Parsed {}

  /**
   * The record cannot be used.
   *
   * @param message one line for people: the field and an excerpt of its value, bounded and cleaned
   */
  record Rejected(RejectReason reason, String message) implements Parsed {}
}
