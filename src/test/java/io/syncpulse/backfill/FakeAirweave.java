package io.syncpulse.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncpulse.backfill.FakeServer.Request;
import io.syncpulse.backfill.FakeServer.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Airweave's API as its reference and its source describe it: source connections newest first, in
 * pages; the newest jobs of a connection; an API key; a rate limit in a sliding minute. The next
 * requests can be answered otherwise.
 */
public final class FakeAirweave implements AutoCloseable {

  public static final String KEY = "aw-key-0123456789";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Pattern JOBS =
      Pattern.compile("/source-connections/([0-9a-f-]{36})/jobs/?\\?limit=([0-9]+)");
  private static final Pattern ONE = Pattern.compile("/source-connections/([0-9a-f-]{36})/?");
  private static final Pattern LIST =
      Pattern.compile("/source-connections/?\\?skip=([0-9]+)&limit=([0-9]+)");

  private final UUID organization = UUID.randomUUID();
  private final List<Map<String, Object>> connections = new ArrayList<>();
  private final Map<String, List<Map<String, Object>>> jobs = new HashMap<>();
  private final Deque<Instant> lastMinute = new ArrayDeque<>();
  private final Deque<Function<Request, Response>> exceptions = new ArrayDeque<>();
  private final FakeServer server = new FakeServer(this::answer);
  private Supplier<Instant> clock = Instant::now;
  private Runnable beforeEach = () -> {};
  private int perMinute = Integer.MAX_VALUE;
  private int refused;
  private boolean tellsOrganization = true;

  public String url() {
    return server.url();
  }

  public UUID organization() {
    return organization;
  }

  /** What was asked for, in order. */
  public List<String> asked() {
    return server.requests().stream().map(Request::target).toList();
  }

  /** How many requests came too early. */
  synchronized int refused() {
    return refused;
  }

  synchronized FakeAirweave by(Supplier<Instant> otherClock) {
    clock = otherClock;
    return this;
  }

  synchronized FakeAirweave limitedTo(int requestsPerMinute) {
    perMinute = requestsPerMinute;
    return this;
  }

  synchronized FakeAirweave silentAboutOrganizations() {
    tellsOrganization = false;
    return this;
  }

  /** Does something at the beginning of each request. */
  public synchronized void beforeEach(Runnable action) {
    beforeEach = action;
  }

  /** Answers the next request that is not yet spoken for in this way. */
  synchronized void next(Function<Request, Response> exception) {
    exceptions.add(exception);
  }

  synchronized void next(int status, String body) {
    next(status, body, Map.of());
  }

  synchronized void next(int status, String body, Map<String, String> headers) {
    next(request -> Response.of(status, body, headers));
  }

  /** A connection, newer than all before it. */
  public synchronized UUID connection(String type, Instant createdAt) {
    UUID id = UUID.randomUUID();
    Map<String, Object> connection = new LinkedHashMap<>();
    connection.put("id", id.toString());
    connection.put("name", "A connection");
    connection.put("short_name", type);
    connection.put("readable_collection_id", "docs-" + type);
    // Airweave keeps times without a zone, and prints them so.
    connection.put("created_at", createdAt.toString().replace("Z", ""));
    connection.put("modified_at", createdAt.plusSeconds(60).toString().replace("Z", ""));
    connection.put("is_authenticated", true);
    connection.put("entity_count", 0);
    connection.put("status", "active");
    connections.add(0, connection);
    jobs.put(id.toString(), new ArrayList<>());
    return id;
  }

  /** A job of a connection, newer than all before it; it may still be changed. */
  public synchronized Map<String, Object> job(
      UUID connection, String status, Instant startedAt, Instant completedAt) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("id", UUID.randomUUID().toString());
    job.put("source_connection_id", connection.toString());
    job.put("status", status);
    job.put("started_at", startedAt == null ? null : startedAt.toString());
    job.put("completed_at", completedAt == null ? null : completedAt.toString());
    job.put("duration_seconds", null);
    job.put("entities_inserted", 1);
    job.put("entities_updated", 2);
    job.put("entities_deleted", 3);
    job.put("entities_failed", 4);
    job.put("error", status.equals("failed") ? "it broke" : null);
    job.put("error_category", null);
    job.put("error_details", null);
    jobs.get(connection.toString()).add(0, job);
    return job;
  }

  synchronized void delete(UUID connection) {
    connections.removeIf(each -> each.get("id").equals(connection.toString()));
    jobs.remove(connection.toString());
  }

  private Response answer(Request request) {
    Runnable first;
    synchronized (this) {
      first = beforeEach;
    }
    first.run();
    synchronized (this) {
      if (!exceptions.isEmpty()) {
        return exceptions.remove().apply(request);
      }
      if (!KEY.equals(request.headers().get("x-api-key"))) {
        return json(403, Map.of("detail", "Invalid or expired API key"), Map.of());
      }
      return limited(request);
    }
  }

  private Response limited(Request request) {
    Instant now = clock.get();
    while (!lastMinute.isEmpty() && !lastMinute.peek().plus(WINDOW).isAfter(now)) {
      lastMinute.remove();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Date", FakeServer.date(now));
    if (lastMinute.size() >= perMinute) {
      refused++;
      long seconds = Duration.between(now, lastMinute.peek().plus(WINDOW)).toSeconds() + 1;
      headers.put("Retry-After", "" + seconds);
      return json(429, Map.of("detail", "Rate limit exceeded."), headers);
    }
    lastMinute.add(now);
    headers.put("RateLimit-Limit", "" + perMinute);
    headers.put("RateLimit-Remaining", "" + (perMinute - lastMinute.size()));
    headers.put(
        "RateLimit-Reset", "" + (lastMinute.peek().plus(WINDOW).plusMillis(999).getEpochSecond()));
    return found(request.target(), headers);
  }

  private Response found(String target, Map<String, String> headers) {
    Matcher list = LIST.matcher(target);
    if (list.matches()) {
      return json(200, part(connections, list.group(1), list.group(2)), headers);
    }
    Matcher ofJobs = JOBS.matcher(target);
    if (ofJobs.matches() && jobs.containsKey(ofJobs.group(1))) {
      return json(200, part(jobs.get(ofJobs.group(1)), "0", ofJobs.group(2)), headers);
    }
    Matcher one = ONE.matcher(target);
    if (one.matches() && jobs.containsKey(one.group(1))) {
      return json(
          200,
          tellsOrganization
              ? Map.of("id", one.group(1), "organization_id", organization.toString())
              : Map.of("id", one.group(1)),
          headers);
    }
    return json(404, Map.of("detail", "Not found"), headers);
  }

  private static <T> List<T> part(List<T> all, String skip, String limit) {
    return all.stream().skip(Integer.parseInt(skip)).limit(Integer.parseInt(limit)).toList();
  }

  static Response json(int status, Object body, Map<String, String> headers) {
    try {
      return Response.of(status, JSON.writeValueAsString(body), headers);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
