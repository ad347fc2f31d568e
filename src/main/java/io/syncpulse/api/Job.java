package io.syncpulse.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A job as the endpoint shows it.
 *
 * @param createdAt orders the jobs; is shown to who asks for it
 * @param completedAt when it completed, failed or was cancelled; null while it did none of them
 * @param durationSeconds null while start or end is not known
 * @param errorDetails a JSON object as text, or null
 */
record Job(
    UUID id,
    UUID connection,
    String status,
    Instant createdAt,
    Instant startedAt,
    Instant completedAt,
    Double durationSeconds,
    long inserted,
    long updated,
    long deleted,
    long failed,
    String error,
    String errorCategory,
    String errorDetails) {}
