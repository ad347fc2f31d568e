package io.syncpulse;

import io.syncpulse.MetricContent.Booking;
import io.syncpulse.TrueJob.Batch;
import io.syncpulse.TrueJob.Entities;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The tables of metrics that jobs must lead to, worked out the slow way: for every slide end of
 * every window from all that happened in it. It has nothing in common with what it judges.
 */
final class MetricsOracle {

  /** Size and slide of a rolling window. */
  record Window(Duration size, Duration slide) {}

  static final List<Window> DEFAULT_WINDOWS =
      List.of(
          new Window(Duration.ofHours(1), Duration.ofMinutes(1)),
          new Window(Duration.ofHours(24), Duration.ofMinutes(15)),
          new Window(Duration.ofDays(7), Duration.ofHours(1)));
  static final Set<String> ALL_SCOPES =
      Set.of("connection", "source_type", "organization", "platform");

  private static final long YEAR = TimeUnit.DAYS.toMicros(365);
  private static final long HOUR = TimeUnit.HOURS.toMicros(1);

  /** Whose metrics; the source type is named for its own scope only. */
  private record Scope(String kind, String id, String sourceType) {
    String key() {
      return kind + " " + id;
    }
  }

  private final Map<Scope, List<Booking>> bookings = new LinkedHashMap<>();

  MetricsOracle(List<TrueJob> jobs, Set<String> scopes) {
    for (TrueJob job : jobs) {
      List<Booking> booked = bookings(job);
      scopes(job).stream()
          .filter(scope -> scopes.contains(scope.kind()))
          .forEach(scope -> bookings.computeIfAbsent(scope, s -> new ArrayList<>()).addAll(booked));
    }
    bookings.values().forEach(all -> all.sort(Comparator.comparing(Booking::at)));
  }

  /** All of {@code rolling_metrics}. */
  SortedMap<String, MetricRow> rolling(List<Window> windows) {
    SortedMap<String, MetricRow> rows = new TreeMap<>();
    for (Window window : windows) {
      bookings.forEach((scope, booked) -> rolling(scope, booked, window, rows));
    }
    return rows;
  }

  /** All of {@code hourly_metrics}. */
  SortedMap<String, MetricRow> hourly() {
    SortedMap<String, MetricRow> rows = new TreeMap<>();
    bookings.forEach(
        (scope, booked) -> {
          long last = booked.get(booked.size() - 1).at();
          for (long hour = Math.floorDiv(booked.get(0).at(), HOUR) * HOUR;
              hour <= last;
              hour += HOUR) {
            MetricContent content = new MetricContent(between(booked, hour, hour + HOUR));
            if (!content.isEmpty()) {
              rows.put(scope.key() + " " + instant(hour), content.hourly(scope.sourceType()));
            }
          }
        });
    return rows;
  }

  private static void rolling(
      Scope scope, List<Booking> booked, Window window, Map<String, MetricRow> rows) {
    long size = TimeUnit.MILLISECONDS.toMicros(window.size().toMillis());
    long slide = TimeUnit.MILLISECONDS.toMicros(window.slide().toMillis());
    long seconds = window.size().toSeconds();
    long last = booked.get(booked.size() - 1).at() + size + slide;
    List<Booking> before = List.of();
    MetricContent contentBefore = new MetricContent(before);
    for (long end = Math.floorDiv(booked.get(0).at(), slide) * slide; end <= last; end += slide) {
      List<Booking> now = between(booked, end - size, end);
      if (now.equals(before)) {
        continue;
      }
      MetricContent content = new MetricContent(now);
      if (!content.measures().equals(contentBefore.measures())) {
        rows.put(
            scope.key() + " " + seconds + " " + instant(end),
            content.rolling(scope.sourceType(), seconds));
      }
      before = now;
      contentBefore = content;
    }
  }

  /** What happened from one moment on, before another. */
  private static List<Booking> between(List<Booking> booked, long from, long to) {
    return booked.subList(before(booked, from), before(booked, to));
  }

  /** How many of the bookings, which are in order, happened before a moment. */
  private static int before(List<Booking> booked, long moment) {
    int least = 0;
    int most = booked.size();
    while (least < most) {
      int middle = (least + most) / 2;
      if (booked.get(middle).at() < moment) {
        least = middle + 1;
      } else {
        most = middle;
      }
    }
    return least;
  }

  private static List<Booking> bookings(TrueJob job) {
    List<Booking> bookings = new ArrayList<>();
    Entities explained = Entities.NONE;
    for (Batch batch : job.batches()) {
      bookings.add(new Booking(batch.at(), null, null, null, batch.entities()));
      explained = explained.plus(batch.entities());
    }
    Long started = job.startedAt();
    boolean lost = job.outcome().equals("lost");
    bookings.add(
        new Booking(
            job.endedAt(),
            job.outcome(),
            started == null || lost ? null : (Long) span(started, job.endedAt()),
            started == null ? null : (Long) span(job.createdAt(), started),
            job.reported().beyond(explained)));
    return bookings;
  }

  private static long span(long from, long to) {
    return Math.min(YEAR, Math.max(0, to - from));
  }

  private static List<Scope> scopes(TrueJob job) {
    List<Scope> scopes = new ArrayList<>();
    scopes.add(new Scope("connection", job.connection(), null));
    scopes.add(new Scope("platform", new UUID(0, 0).toString(), null));
    if (job.organization() != null) {
      scopes.add(new Scope("organization", job.organization(), null));
    }
    if (job.sourceType() != null) {
      scopes.add(new Scope("source_type", md5(job.sourceType()), job.sourceType()));
    }
    return scopes;
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of()
          .formatHex(digest)
          .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochMilli(micros / 1000);
  }
}
