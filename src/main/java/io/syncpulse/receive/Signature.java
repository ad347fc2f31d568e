package io.syncpulse.receive;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * The headers that sign a message, by Svix's names or by those of Standard Webhooks.
 *
 * @param id names the message: the same over all deliveries of it
 * @param timestamp when this delivery was signed, seconds since the epoch
 * @param candidates {@code v1,<Base64>}, several of them separated by blanks: one has to fit
 */
record Signature(String id, long timestamp, String candidates) {

  /** How far the clocks of the two sides may be apart, and a delivery be on its way. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /**
   * Reads the headers: Svix's, or if one of them is missing the others. They are never mixed.
   *
   * @param header gives the value of a header, or null
   * @throws RefusedException if neither three are there, or the time is far from now
   */
  static Signature of(UnaryOperator<String> header, Instant now) {
    Signature signature = of("svix", header);
    if (signature == null) {
      signature = of("webhook", header);
    }
    if (signature == null) {
      throw refused("The headers svix-id, svix-timestamp and svix-signature are missing");
    }
    if (signature.timestamp < now.minus(TOLERANCE).getEpochSecond()
        || signature.timestamp > now.plus(TOLERANCE).getEpochSecond()) {
      throw refused("The signature is more than 5 minutes old, or ahead: check the clocks");
    }
    return signature;
  }

  private static Signature of(String prefix, UnaryOperator<String> header) {
    String id = header.apply(prefix + "-id");
    String timestamp = header.apply(prefix + "-timestamp");
    String candidates = header.apply(prefix + "-signature");
    return id == null || timestamp == null || candidates == null
        ? null
        : new Signature(id, seconds(timestamp), candidates);
  }

  private static long seconds(String timestamp) {
    try {
      return Long.parseLong(timestamp);
    } catch (NumberFormatException noNumber) {
      throw refused("The timestamp of the signature is no number of seconds");
    }
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(Refusal.UNSIGNED, detail);
  }
}
