package io.syncpulse.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A key of the endpoint, without its token.
 *
 * @param id names the key in logs; not a secret
 * @param organizationId whose jobs it reads
 * @param readsPlatform whether it also reads the figures of the whole platform
 * @param name what people call it
 * @param requestsPerMinute how many requests it may make in any 60 seconds; 0 for no limit
 * @param createdAt when it was made
 * @param expiresAt from when on it is refused; null when it does not expire
 * @param revokedAt when it was revoked; null when it was not
 */
public record ApiKey(
    UUID id,
    UUID organizationId,
    boolean readsPlatform,
    String name,
    int requestsPerMinute,
    Instant createdAt,
    Instant expiresAt,
    Instant revokedAt) {

  /** Whether the key opens anything at this moment. */
  public boolean isValidAt(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
