package io.syncpulse.metric;

/**
 * Something happened in a scope, or had not happened after all.
 *
 * @param scope whose metrics this changes
 * @param minute the minute in which it happened, since the epoch
 * @param change what to add; not to be changed
 */
public record PaneChange(Scope scope, int minute, Measures change) {}
