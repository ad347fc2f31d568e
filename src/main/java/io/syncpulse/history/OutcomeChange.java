package io.syncpulse.history;

/**
 * A correction comes as two: the outcome that no longer holds is retracted, the one that does is
 * added.
 *
 * @param outcome the outcome
 * @param retracted whether the outcome, added before, no longer holds
 */
public record OutcomeChange(Outcome outcome, boolean retracted) {}
