package io.syncpulse.api;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What was read of concurrency a moment ago, day by day: a sweep over millions of jobs takes
 * seconds. So those who look at the same days share them, few sweeps run at a time, and only the
 * day that is not over is read again and again. What is no longer fresh is still told at once,
 * while it is read anew for whoever asks next.
 */
final class CapacityCache {

  /** How old an answer gets while somebody asks again and again. */
  static final Duration FRESH = Duration.ofMinutes(1);

  /** How old it gets at all. */
  static final Duration LIFE = Duration.ofMinutes(10);

  /** The same for days that are over: they change only by what comes late. */
  static final Duration PAST_FRESH = Duration.ofHours(1);

  private static final Duration PAST_LIFE = Duration.ofHours(6);
  private static final int MOST_ENTRIES = 1_000;
  private static final int MOST_AT_ONCE = 2;
  private static final int MOST_WAITING = 256;

  private final Ticker ticker;
  private final InstantSource clock;
  private final AsyncLoadingCache<Key, Entry> today;
  private final AsyncLoadingCache<Key, Entry> past;

  /**
   * What is read.
   *
   * @param organization whose jobs; null for those of all
   */
  record Key(UUID organization, Instant from, Instant to, Resolution resolution) {

    /** The same, day by day in UTC. */
    List<Key> days() {
      List<Key> days = new ArrayList<>();
      for (Instant begin = from; begin.isBefore(to); ) {
        Instant midnight = Resolution.ONE_DAY.ceiling(begin.plusNanos(1));
        Instant end = midnight.isBefore(to) ? midnight : to;
        days.add(new Key(organization, begin, end, resolution));
        begin = end;
      }
      return days;
    }
  }

  private record Entry(Concurrency concurrency, long readAtNanos) {}

  /**
   * What was read, and how long ago that began of the day that was read last.
   *
   * @param age 0 when it was read just now
   */
  record Aged(Concurrency concurrency, Duration age) {}

  CapacityCache(ConcurrencyReader reader, Ticker ticker, InstantSource clock) {
    this.ticker = ticker;
    this.clock = clock;
    ThreadPoolExecutor threads = threads();
    this.today = cache(reader, threads, FRESH, LIFE);
    this.past = cache(reader, threads, PAST_FRESH, PAST_LIFE);
  }

  private AsyncLoadingCache<Key, Entry> cache(
      ConcurrencyReader reader, ThreadPoolExecutor threads, Duration fresh, Duration life) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_ENTRIES)
        .refreshAfterWrite(fresh)
        .expireAfterWrite(life)
        .ticker(ticker)
        .executor(threads)
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
   * @param patience how long to wait for it
   * @return empty when it takes longer; the reading goes on
   * @throws DatabaseException when the database fails, or too many ask for different things
   */
  Optional<Aged> get(Key key, Duration patience) {
    try {
      Instant now = clock.instant();
      List<CompletableFuture<Entry>> days =
          key.days().stream()
              .map(day -> day.to().isAfter(now) ? today.get(day) : past.get(day))
              .toList();
      boolean read =
          allOrFirstFailure(days)
              .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
              .join();
      return read ? Optional.of(together(days)) : Optional.empty();
    } catch (RejectedExecutionException e) {
      throw DatabaseException.of(new SQLException("Too many sweeps at once", e));
    } catch (CompletionException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof DatabaseException failure) {
          throw failure;
        }
      }
      throw e;
    }
  }

  /** Done when all are read, or when one cannot be: the others would fail like it, one by one. */
  private static CompletableFuture<Boolean> allOrFirstFailure(List<CompletableFuture<Entry>> days) {
    CompletableFuture<Boolean> read =
        CompletableFuture.allOf(days.toArray(CompletableFuture[]::new)).thenApply(nothing -> true);
    for (CompletableFuture<Entry> day : days) {
      var unused =
          day.whenComplete(
              (entry, failure) -> {
                if (failure != null) {
                  read.completeExceptionally(failure);
                }
              });
    }
    return read;
  }

  private Aged together(List<CompletableFuture<Entry>> days) {
    List<Entry> entries = days.stream().map(CompletableFuture::join).toList();
    long newest = entries.stream().mapToLong(Entry::readAtNanos).max().orElse(ticker.read());
    return new Aged(
        entries.stream().map(Entry::concurrency).reduce(Concurrency::then).orElseThrow(),
        Duration.ofNanos(Math.max(0, ticker.read() - newest)));
  }
}
