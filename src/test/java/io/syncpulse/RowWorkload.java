package io.syncpulse;

import io.syncpulse.event.RowJson;
import io.syncpulse.event.RowJson.Change;
import io.syncpulse.event.RowJson.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The tables of a sync platform for a day, made up from a seed: the changes of their rows as
 * Debezium writes them, events of the same jobs that know less, and the rows that must come of it.
 */
final class RowWorkload {

  private static final Duration SPAN = Duration.ofHours(20);
  private static final List<String> SOURCES = List.of("notion", "github", "slack");

  private final List<Workload.Line> jobs = new ArrayList<>();
  private final List<Workload.Line> connections = new ArrayList<>();
  private final List<Workload.Line> events = new ArrayList<>();
  private final Map<String, JobRow> truth = new TreeMap<>();
  private final Random random;
  private int lsn;
  private int orphans;
  private int unusable;

  private RowWorkload(long seed) {
    this.random = new Random(seed);
  }

  /** Jobs spread over 20 hours from the given moment. */
  static RowWorkload of(long seed, Instant from, int connections, int jobs) {
    System.out.println("RowWorkload of seed " + seed);
    RowWorkload workload = new RowWorkload(seed);
    for (int i = 0; i < connections; i++) {
      workload.connection(i, from.minusSeconds(i));
    }
    for (int i = 0; i < jobs; i++) {
      workload.job(i % (connections + 1) - 1, from);
    }
    // Versions tell which is the newest, not the order of their arrival.
    Collections.shuffle(workload.jobs, workload.random);
    return workload;
  }

  /** Changes of {@code sync_job}. */
  List<Workload.Line> jobs() {
    return jobs;
  }

  /** Changes of {@code source_connection}. */
  List<Workload.Line> connections() {
    return connections;
  }

  /** Events of some of the jobs, which say nothing that the rows do not know better. */
  List<Workload.Line> events() {
    return events;
  }

  /** The rows that must come of it in the end, by job id. */
  Map<String, JobRow> truth() {
    return truth;
  }

  /** How many rows of jobs are of a sync that has no connection. */
  int orphans() {
    return orphans;
  }

  /** How many records are broken. */
  int unusable() {
    return unusable;
  }

  /** Once it has no sync yet, then it has one. */
  private void connection(int number, Instant created) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", connectionId(number));
    row.put("organization_id", organization(number));
    row.put("short_name", source(number));
    row.put("sync_id", null);
    row.put("created_at", time(created));
    row.put("modified_at", time(created));
    add(connections, "c", row, created);
    Map<String, Object> synced = new LinkedHashMap<>(row);
    synced.put("sync_id", sync(number));
    synced.put("modified_at", time(created.plusSeconds(1)));
    add(connections, random.nextBoolean() ? "u" : "r", synced, created.plusSeconds(1));
  }

  private void job(int connection, Instant from) {
    Instant created = from.plusMillis(random.nextLong(SPAN.toMillis()));
    Instant started = created.plusMillis(1 + random.nextInt(60_000));
    Instant ended = started.plusMillis(1 + random.nextInt(3_600_000));
    String status = List.of("completed", "failed", "cancelled", "running").get(random.nextInt(4));
    boolean hasEnded = !status.equals("running");
    long[] did = random.longs(4, 0, 1000).toArray();
    String id = new UUID(21, random.nextLong()).toString();

    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("organization_id", organization(connection));
    row.put("sync_id", sync(connection));
    row.put("status", "pending");
    row.put("started_at", null);
    row.put("completed_at", null);
    row.put("failed_at", null);
    row.put("error", null);
    row.put("created_at", time(created));
    row.put("modified_at", time(created));
    add(jobs, "c", row, created);
    row.put("status", "RUNNING");
    row.put("started_at", time(started));
    row.put("modified_at", time(started));
    add(jobs, "u", row, started);
    row.put("status", status);
    row.put("entities_inserted", did[0]);
    row.put("entities_updated", did[1]);
    row.put("entities_deleted", did[2]);
    row.put("entities_kept", did[3]);
    row.put("modified_at", time(ended));
    if (hasEnded) {
      row.put(status.equals("failed") ? "failed_at" : "completed_at", time(ended));
      row.put("error", status.equals("failed") ? "It broke" : null);
    }
    int times = connection < 0 ? 1 : 1 + random.nextInt(2);
    for (int i = 0; i < times; i++) {
      add(jobs, random.nextInt(5) == 0 ? "r" : "u", row, ended);
    }
    if (connection < 0) {
      orphans += 3;
      return;
    }
    disturb(row, ended);
    if (random.nextInt(3) == 0) {
      event(connection, id, started, "running");
      if (hasEnded) {
        event(connection, id, ended.minusMillis(1), status);
      }
    }
    truth.put(
        id,
        new JobRow(
            connectionId(connection),
            organization(connection),
            source(connection),
            status,
            created,
            started,
            hasEnded ? ended : null,
            hasEnded ? null : ended.plus(Duration.ofHours(2)),
            did[0],
            did[1],
            did[2],
            did[3],
            0,
            status.equals("failed") ? "It broke" : null));
  }

  /** The row may be deleted, with a tombstone; a record may be broken. */
  private void disturb(Map<String, Object> row, Instant at) {
    String key = row.get("id").toString();
    if (random.nextInt(20) == 0) {
      add(jobs, "d", row, at);
      jobs.add(new Workload.Line(at, key, null));
    }
    if (random.nextInt(20) == 0) {
      unusable++;
      jobs.add(new Workload.Line(at, key, new byte[] {'{', 0}));
    }
  }

  private void add(List<Workload.Line> to, String op, Map<String, Object> row, Instant at) {
    Change change = new Change(op, new HashMap<>(row), ++lsn, at.toEpochMilli());
    Shape shape = Shape.ALL.get(random.nextInt(Shape.ALL.size()));
    to.add(new Workload.Line(at, row.get("id").toString(), RowJson.bytes(shape, change)));
  }

  private void event(int connection, String job, Instant at, String status) {
    String json =
        String.format(
            Locale.ROOT,
            "{\"event_type\":\"sync.%s\",\"sync_job_id\":\"%s\",\"source_connection_id\":\"%s\",\"organization_id\":\"%s\",\"source_type\":\"%s\",\"timestamp\":\"%s\",\"entities_inserted\":0}",
            status,
            job,
            connectionId(connection),
            organization(connection),
            source(connection),
            at);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    events.add(new Workload.Line(at, connectionId(connection), bytes));
  }

  /** As one of the settings of the connector writes it. */
  private Object time(Instant at) {
    return switch (random.nextInt(3)) {
      case 0 -> at.toEpochMilli();
      case 1 -> at.toEpochMilli() * 1000;
      default -> at.toString();
    };
  }

  private static String connectionId(int number) {
    return new UUID(17, number).toString();
  }

  private static String source(int number) {
    return SOURCES.get(number % SOURCES.size());
  }

  private static String sync(int number) {
    return new UUID(18, number).toString();
  }

  private static String organization(int number) {
    return new UUID(19, Math.floorMod(number, 3)).toString();
  }
}
