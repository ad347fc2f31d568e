package io.syncpulse.history;

import io.syncpulse.event.ConnectionFacts;
import io.syncpulse.event.Id;

/**
 * What is known of one source connection at one moment: a row of {@code source_connection}. All
 * times are microseconds since the epoch.
 *
 * @param connection the source connection
 * @param facts who owns it and what it is; the organization is the one that was claimed first, so
 *     that a later claim never moves a connection to another tenant
 * @param organizationClaimedAt time of the observation that claimed the organization; null when
 *     none did
 * @param describedAt time of the newest status observation, which the other facts are taken from;
 *     null while no status event was seen
 * @param firstSeenAt time of the earliest observation
 * @param lastSeenAt time of the latest status event or row; null while only batches were seen
 * @param deletedAt when the platform deleted the connection; null when that was not observed
 */
public record ConnectionSnapshot(
    Id connection,
    ConnectionFacts facts,
    Long organizationClaimedAt,
    Long describedAt,
    long firstSeenAt,
    Long lastSeenAt,
    Long deletedAt) {}
