package io.syncpulse.event;

/**
 * A record that leaves the source: one of both, the other is null.
 *
 * @param observation what a usable record says
 * @param deadLetter the record, when it is not usable
 */
public record ParsedRecord(Observation observation, DeadLetter deadLetter) {}
