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
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What was read of concurrency a moment ago, whole day by whole day: a sweep over millions of jobs
 * takes seconds. So all who look at a day share it, whatever their ranges, few sweeps run at a
 * time, and only the day that is not over is read again and again. What is no longer fresh is still
 * told at once, while it is read anew for whoever asks next.
 */
final class CapacityCache {

  /** How old an answer gets while somebody asks again and again. */
  static final Duration FRESH = Duration.ofMinutes(1);

  /** How old it gets at all. */
  static final Duration LIFE = Duration.ofMinutes(10);

  /** The same for days that are over: they change only by what comes late. */
  static final Duration PAST_FRESH = Duration.ofHours(1);

  private static final Duration PAST_LIFE = Duration.ofHours(6);

  /** Five years of steps of five minutes: some 50 MB. */
  private static final int MOST_STEPS = 500_000;

  private static final int MOST_AT_ONCE = 2;
  private static final int MOST_WAITING = 256;

  private final Ticker ticker;
  private final InstantSource clock;
  private final AsyncLoadingCache<Day, Entry> today;
  private final AsyncLoadingCache<Day, Entry> past;

  /**
   * What is asked for.
   *
   * @param organization whose jobs; null for those of all
   * @param resolution of the steps; divides a day
   */
  record Range(UUID organization, Instant from, Instant to, Resolution resolution) {

    /** The days (UTC) that it lies in, but for those that have not begun. */
    List<Day> days(Instant now) {
      List<Day> days = new ArrayList<>();
      for (Instant begin = Resolution.ONE_DAY.floor(from);
          begin.isBefore(to) && !begin.isAfter(now);
          begin = begin.plusSeconds(Resolution.ONE_DAY.seconds())) {
        days.add(new Day(organization, begin, resolution));
      }
      return days;
    }
  }

  /** What is read at once. */
  private record Day(UUID organization, Instant begin, Resolution resolution) {

    Instant end() {
      return begin.plusSeconds(Resolution.ONE_DAY.seconds());
    }
  }

  private record Entry(Concurrency concurrency, long readAtNanos) {}

  /** What is known by the time that somebody waits. */
  sealed interface Answer permits Aged, Unread {}

  /**
   * What was read, and how long ago that began of the day that was read last.
   *
   * @param age 0 when it was read just now
   */
  record Aged(Concurrency concurrency, Duration age) implements Answer {}

  /**
   * That some of it is still being read.
   *
   * @param days how many days it takes
   * @param daysRead how many of them are read
   */
  record Unread(int days, int daysRead) implements Answer {}

  CapacityCache(ConcurrencyReader reader, Ticker ticker, InstantSource clock) {
    this.ticker = ticker;
    this.clock = clock;
    ThreadPoolExecutor threads = threads();
    this.today = cache(reader, threads, FRESH, LIFE);
    this.past = cache(reader, threads, PAST_FRESH, PAST_LIFE);
  }

  private AsyncLoadingCache<Day, Entry> cache(
      ConcurrencyReader reader, ThreadPoolExecutor threads, Duration fresh, Duration life) {
    return Caffeine.newBuilder()
        .maximumWeight(MOST_STEPS)
        .weigher((Day day, Entry entry) -> entry.concurrency().steps().size())
        .refreshAfterWrite(fresh)
        .expireAfterWrite(life)
        .ticker(ticker)
        .executor(threads)
        .buildAsync(day -> read(reader, day));
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

  private Entry read(ConcurrencyReader reader, Day day) {
    long began = ticker.read();
    return new Entry(
        reader.read(day.organization(), day.begin(), day.end(), day.resolution()), began);
  }

  /**
   * What ran and waited.
   *
   * @param patience how long to wait for it; the reading goes on after that
   * @throws DatabaseException when the database fails, or too many ask for different things
   */
  Answer get(Range range, Duration patience) {
    try {
      Instant now = clock.instant();
      List<CompletableFuture<Entry>> days =
          range.days(now).stream()
              .map(day -> day.end().isAfter(now) ? today.get(day) : past.get(day))
              .toList();
      boolean read =
          allOrFirstFailure(days)
              .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
              .join();
      return read ? together(days, range) : unread(days);
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

  private Aged together(List<CompletableFuture<Entry>> days, Range range) {
    List<Entry> entries = days.stream().map(CompletableFuture::join).toList();
    long newest = entries.stream().mapToLong(Entry::readAtNanos).max().orElse(ticker.read());
    Concurrency all =
        entries.stream().map(Entry::concurrency).reduce(Concurrency::then).orElseThrow();
    return new Aged(
        all.between(range.from(), range.to()),
        Duration.ofNanos(Math.max(0, ticker.read() - newest)));
  }

  private static Unread unread(List<CompletableFuture<Entry>> days) {
    return new Unread(days.size(), (int) days.stream().filter(CompletableFuture::isDone).count());
  }
}
