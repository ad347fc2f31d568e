package io.syncpulse.event;

/**
 * A row of a job that waits for its connection.
 *
 * @param record the row, and the dead letter that it becomes when the connection does not come
 * @param until when that is, on the clock, milliseconds since the epoch
 */
public record WaitingRow(ParsedRecord record, long until) {}
