package io.syncpulse.event;

/**
 * What a record says about the connection that it comes from; every part may be null.
 *
 * @param organization the organization that owns the connection
 * @param sync the sync that runs the connection's jobs
 * @param sourceType short name of the source, such as {@code notion}
 * @param collection the collection that the connection feeds
 * @param collectionName the collection's name for people
 * @param collectionReadableId the collection's name in addresses
 */
public record ConnectionFacts(
    Id organization,
    Id sync,
    String sourceType,
    Id collection,
    String collectionName,
    String collectionReadableId) {}
