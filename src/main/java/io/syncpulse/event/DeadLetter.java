package io.syncpulse.event;

/**
 * A record that cannot be used, as it was, and why.
 *
 * @param reason code of the {@link RejectReason}
 * @param message one line for people
 * @param topic where the record was read from
 * @param partition its partition
 * @param offset its offset
 * @param timestamp Kafka's time of the record, milliseconds since the epoch; -1 when it has none
 * @param key its key; null when it has none
 * @param payload its untouched bytes; null when it has none
 */
public record DeadLetter(
    String reason,
    String message,
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte[] key,
    byte[] payload) {}
