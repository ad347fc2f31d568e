package io.syncpulse.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Keys that were looked up a moment ago, by the hash of their token.
 *
 * <p>Unknown tokens are not kept: whoever makes them up cannot push the real ones out.
 */
final class KeyCache {

  /** How long a key is taken for what it was: the most that a revocation takes. */
  static final Duration LIFE = Duration.ofSeconds(5);

  private static final int MOST_KEYS = 10_000;

  private final ApiKeys keys;
  private final Cache<ByteBuffer, ApiKey> known;

  KeyCache(ApiKeys keys, Ticker ticker) {
    this.keys = keys;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(LIFE)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** The key of this token, valid or not; empty when there is none. */
  Optional<ApiKey> find(String token) {
    byte[] hash = Token.sha256(token);
    ByteBuffer name = ByteBuffer.wrap(hash);
    ApiKey key = known.getIfPresent(name);
    if (key != null) {
      return Optional.of(key);
    }
    // Not inside the cache's own loading, which would hold its lock while the database is slow.
    Optional<ApiKey> found = keys.find(hash);
    found.ifPresent(it -> known.put(name, it));
    return found;
  }
}
