package io.syncpulse.demo;

import java.time.Duration;
import java.util.UUID;

/**
 * A source connection of the simulated platform.
 *
 * @param interval from the start of one job to the next by day; longer by night
 * @param seed of everything that will happen to it
 */
record SimulatedConnection(
    UUID id,
    UUID organization,
    UUID sync,
    String sourceType,
    UUID collection,
    String collectionName,
    String collectionReadableId,
    Temperament temperament,
    Duration interval,
    long seed) {}
