package io.syncpulse.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.UUID;

/**
 * The sliding window of each key. Windows live in this process: behind a balancer each server keeps
 * its own, and a restart forgets them.
 */
final class RateLimiter {

  private final Ticker ticker;
  private final Cache<UUID, SlidingWindow> windows;

  RateLimiter(Ticker ticker) {
    this.ticker = ticker;
    // A window that nobody touched for its whole length is empty. Twice that, to be well clear of
    // it.
    this.windows =
        Caffeine.newBuilder()
            .expireAfterAccess(SlidingWindow.LENGTH.multipliedBy(2))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  Allowance request(ApiKey key) {
    if (key.requestsPerMinute() == 0) {
      return Allowance.UNLIMITED;
    }
    SlidingWindow window = windows.get(key.id(), id -> new SlidingWindow());
    return window.request(key.requestsPerMinute(), ticker.read());
  }
}
