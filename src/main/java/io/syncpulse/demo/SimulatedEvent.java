package io.syncpulse.demo;

import java.time.Instant;

/**
 * A record as it arrives from the simulated platform.
 *
 * @param arrival when it arrives; it happened then or up to a minute and a half before
 * @param key the record's key: the source connection
 * @param payload the event's JSON, or poison
 */
@SuppressWarnings("ArrayRecordComponent")
record SimulatedEvent(Instant arrival, String key, byte[] payload) {}
