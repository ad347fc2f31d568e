package io.syncpulse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A sync platform's day, made up from a seed: the events, and the rows that must come of them. The
 * rows are written down while the jobs are made up, not computed from the events.
 */
final class Workload {

  /** An event: when it happened, the connection that it is keyed by, and its bytes. */
  record Line(Instant at, String connection, byte[] json) {}

  private static final Duration SPAN = Duration.ofHours(20);
  private static final List<String> SOURCES = List.of("notion", "github", "slack");

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, JobRow> truth = new TreeMap<>();
  private final Random random;

  private Workload(long seed) {
    this.random = new Random(seed);
  }

  /** Jobs spread over 20 hours from the given moment. */
  static Workload of(long seed, Instant from, int connections, int jobs) {
    System.out.println("Workload of seed " + seed);
    Workload workload = new Workload(seed);
    for (int i = 0; i < jobs; i++) {
      workload.job(i % connections, from);
    }
    workload.lines.sort(Comparator.comparing(Line::at));
    return workload;
  }

  /** In the order in which things happened, each once. */
  List<Line> inOrder() {
    return lines;
  }

  /** A fifth of the events twice, all shuffled within an hour, one in a hundred unusable. */
  List<Line> disturbed() {
    return disturbed(lines, random);
  }

  /** The same done to any lines that stand in the order of their moments. */
  static List<Line> disturbed(List<Line> lines, Random random) {
    record Moved(Instant to, Line line) {}
    List<Moved> moved = new ArrayList<>();
    for (Line line : lines) {
      int copies = random.nextInt(5) == 0 ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        moved.add(new Moved(line.at().plusSeconds(random.nextInt(3600)), line));
      }
      if (random.nextInt(100) == 0) {
        byte[] broken = line.json().clone();
        broken[random.nextInt(8)] = 0;
        moved.add(new Moved(line.at(), new Line(line.at(), line.connection(), broken)));
      }
    }
    moved.sort(Comparator.comparing(Moved::to));
    return moved.stream().map(Moved::line).toList();
  }

  /** The rows that must come of it in the end, by job id. */
  Map<String, JobRow> truth() {
    return truth;
  }

  private void job(int number, Instant from) {
    String connection = new UUID(7, number).toString();
    String organization = new UUID(8, number % 5).toString();
    String source = SOURCES.get(number % SOURCES.size());
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    String common =
        "\"sync_job_id\":\"%s\",\"source_connection_id\":\"%s\",\"organization_id\":\"%s\",\"source_type\":\"%s\""
            .formatted(id, connection, organization, source);

    boolean saysPending = random.nextInt(20) != 0;
    boolean runs = random.nextInt(10) != 0;
    int ending = random.nextInt(100);
    Instant pending = from.plusMillis(random.nextLong(SPAN.toMillis()));
    Instant now = pending;
    if (saysPending || !runs) {
      status(connection, now, "pending", common);
    }
    Instant created = saysPending || !runs ? pending : null;
    Instant started = null;
    long inserted = 0;
    long updated = 0;
    long deleted = 0;
    long kept = 0;
    int batches = 0;
    String furthest = "pending";
    if (runs) {
      now = now.plusMillis(1 + random.nextInt(60_000));
      started = now;
      created = created == null ? now : created;
      furthest = "running";
      status(connection, now, "running", common);
      batches = random.nextInt(6);
      for (int sequence = 0; sequence < batches; sequence++) {
        now = now.plusMillis(1 + random.nextInt(600_000));
        long[] did = random.longs(4, 0, 1000).toArray();
        inserted += did[0];
        updated += did[1];
        deleted += did[2];
        kept += did[3];
        add(
            connection,
            now,
            "\"event_type\":\"entity.batch_processed\",\"batch_seq\":%s,\"inserted\":%s,\"updated\":%s,\"deleted\":%s,\"kept\":%s,%s"
                .formatted(sequence, did[0], did[1], did[2], did[3], common));
      }
    }
    now = now.plusMillis(1 + random.nextInt(100_000));
    String status = furthest;
    Instant ended = now;
    String error = null;
    if (ending < 8) {
      ended = null;
    } else if (ending < 20) {
      status = "failed";
      error = "It failed: \\\"%s\\\"".formatted(id.substring(0, 4));
      status(connection, now, status, common + ",\"error\":\"" + error + "\"");
      error = error.replace("\\", "");
    } else if (ending < 30) {
      status = "cancelled";
      status(connection, now, status, common);
    } else if (runs) {
      status = "completed";
      status(connection, now, status, common + ",\"entities_inserted\":0,\"error\":null");
    } else {
      ended = null;
    }
    Instant heard = lines.get(lines.size() - 1).at();
    Instant lost =
        ended != null
            ? null
            : heard.plus(furthest.equals("running") ? Duration.ofHours(2) : Duration.ofMinutes(10));
    truth.put(
        id,
        new JobRow(
            connection,
            organization,
            source,
            status,
            created,
            started,
            ended,
            lost,
            inserted,
            updated,
            deleted,
            kept,
            batches,
            error));
  }

  private void status(String connection, Instant at, String status, String fields) {
    add(connection, at, "\"event_type\":\"sync.%s\",%s".formatted(status, fields));
  }

  private void add(String connection, Instant at, String fields) {
    String json = String.format(Locale.ROOT, "{%s,\"timestamp\":\"%s\"}", fields, at);
    lines.add(new Line(at, connection, json.getBytes(StandardCharsets.UTF_8)));
  }
}
