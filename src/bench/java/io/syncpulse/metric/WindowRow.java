package io.syncpulse.metric;

import io.syncpulse.event.Id;

/**
 * What a window of a connection holds, whoever computed it.
 *
 * @param connection the source connection
 * @param windowSeconds size of the window
 * @param asOf its end, not included, seconds since the epoch
 * @param figures its content
 */
public record WindowRow(Id connection, int windowSeconds, long asOf, Figures figures) {}
