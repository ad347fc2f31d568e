package io.syncpulse.api;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What was read of concurrency a moment ago. A sweep over millions of jobs takes seconds, so those
 * who look at the same chart share one, and few of them run at a time. What is older than {@link
 * #FRESH} is still told at once, while it is read anew for whoever asks next.
 */
final class CapacityCache {

  /** How old an answer gets while somebody asks again and again. */
  static final Duration FRESH = Duration.ofMinutes(1);

  /** How old it gets at all. */
  static final Duration LIFE = Duration.ofMinutes(10);

  private static final int MOST_ENTRIES = 200;
  private static final int MOST_AT_ONCE = 2;
  private static final int MOST_WAITING = 16;

  private final Ticker ticker;
  private final AsyncLoadingCache<Key, Entry> entries;

  /**
   * What is read.
   *
   * @param organization whose jobs; null for those of all
   */
  record Key(UUID organization, Instant from, Instant to, Resolution resolution) {}

  private record Entry(Concurrency concurrency, long readAtNanos) {}

  /**
   * What was read, and how long ago that began.
   *
   * @param age 0 when it was read just now
   */
  record Aged(Concurrency concurrency, Duration age) {}

  CapacityCache(ConcurrencyReader reader, Ticker ticker) {
    this.ticker = ticker;
    this.entries =
        Caffeine.newBuilder()
            .maximumSize(MOST_ENTRIES)
            .refreshAfterWrite(FRESH)
            .expireAfterWrite(LIFE)
            .ticker(ticker)
            .executor(threads())
            .buildAsync(key -> read(reader, key));
  }

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread thread = new Thread(work, "capacity");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private Entry read(ConcurrencyReader reader, Key key) {
    long began = ticker.read();
    return new Entry(
        reader.read(key.organization(), key.from(), key.to(), key.resolution()), began);
  }

  /**
   * What ran and waited.
   *
   * @throws DatabaseException when the database fails, or too many ask for different things
   */
  Aged get(Key key) {
    try {
      Entry entry = entries.get(key).join();
      return new Aged(
          entry.concurrency(), Duration.ofNanos(Math.max(0, ticker.read() - entry.readAtNanos())));
    } catch (RejectedExecutionException e) {
      throw DatabaseException.of(new SQLException("Too many sweeps at once", e));
    } catch (CompletionException e) {
      throw e.getCause() instanceof DatabaseException failure ? failure : e;
    }
  }
}
