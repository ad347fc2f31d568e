package io.syncpulse.event;

/**
 * A record that leaves the source.
 *
 * @param observation what it says; null when it is not usable
 * @param deadLetter the record as it was: when it is not usable, or when the observation lacks its
 *     connection and may turn out not to be; null otherwise
 */
public record ParsedRecord(Observation observation, DeadLetter deadLetter) {

  /** Whether the record cannot be used. */
  boolean isDead() {
    return observation == null;
  }
}
