package io.syncpulse.event;

/**
 * What a row of the platform's own tables tells beyond a status event. Times are microseconds since
 * the epoch.
 *
 * @param lsn where in the database's log the row was written, 0 or more; settles which of two rows
 *     of the same moment is the newer one; 0 when that is not known
 * @param createdAt when the job or the connection was created; null when the row does not say
 * @param startedAt when the job began to run; null when it has not, or the row does not say
 * @param endedAt when the job ended; null when it has not, or the row does not say
 * @param isDeleted whether this tells that the row is gone
 * @param isSnapshot whether the row was read as it stood, not as it changed: then it may be of any
 *     age, and says nothing of how far event time has come
 */
public record TableRow(
    long lsn,
    Long createdAt,
    Long startedAt,
    Long endedAt,
    boolean isDeleted,
    boolean isSnapshot) {}
