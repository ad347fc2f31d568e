package io.syncpulse;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.syncpulse.JobDraft.Claim;
import io.syncpulse.TrueJob.Batch;
import io.syncpulse.TrueJob.Entities;
import io.syncpulse.Workload.Line;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.RowJson.Shape;
import io.syncpulse.story.Path;
import io.syncpulse.story.Story;
import io.syncpulse.story.StoryTeller;
import io.syncpulse.story.Telling;
import io.syncpulse.story.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A day of a platform, made up from a seed, as some of the paths tell it: the records, and the
 * tables that must come of them. What a path cannot tell is said in {@link Told}. Of each
 * connection there is a row, too.
 */
final class MixedWorkload {

  private static final Duration SPAN = Duration.ofHours(16);
  private static final List<String> SOURCES = List.of("notion", "github", "slack");

  private final Random random;
  private final Instant from;
  private final Set<Path> paths;
  private final boolean loses;
  private final Map<Path, List<Line>> lines = new EnumMap<>(Path.class);
  private final List<Line> connections = new ArrayList<>();
  private final Map<String, JobRow> rows = new TreeMap<>();
  private final List<TrueJob> truth = new ArrayList<>();

  /**
   * @param paths by which jobs are told; of two backfills each job comes by one of them
   * @param loses whether a third of what events and rows tell is lost
   */
  MixedWorkload(long seed, Instant from, Set<Path> paths, boolean loses) {
    System.out.println("MixedWorkload of seed " + seed);
    this.random = new Random(seed);
    this.from = from;
    this.paths = paths;
    this.loses = loses;
    for (Path path : Path.values()) {
      lines.put(path, new ArrayList<>());
    }
  }

  /** Makes up a connection and some jobs of it. */
  void add(int number, int jobs) throws JsonProcessingException {
    Id connection = new Id(7, number);
    Claim claim =
        new Claim(new UUID(8, number % 5).toString(), SOURCES.get(number % SOURCES.size()));
    TellingJson json =
        new TellingJson(connection.toString(), new UUID(6, number).toString(), claim);
    connections.add(line(micros(from), connection, json.connectionBytes(micros(from), shape())));
    for (int i = 0; i < jobs; i++) {
      long createdAt = micros(from) + random.nextLong(SPAN.toMillis() * 1000);
      Id job = new Id(random.nextLong(), random.nextLong());
      Story story = StoryTeller.tell(random, connection, job, createdAt);
      List<Telling> told = someOf(story);
      if (told.isEmpty()) {
        continue;
      }
      for (Telling telling : told) {
        lines
            .get(telling.path())
            .add(line(telling.at(), connection, json.bytes(story, telling, shape())));
      }
      remember(story, new Told(story, told), claim);
    }
  }

  /** Rows of the connections. */
  List<Line> connections() {
    return connections;
  }

  /** Changes of rows of jobs, disturbed. */
  List<Line> rows() {
    return disturbed(lines.get(Path.ROWS));
  }

  /** Events, disturbed. */
  List<Line> events() {
    return disturbed(lines.get(Path.EVENTS));
  }

  /** What the backfills bring. */
  List<Line> backfill() {
    List<Line> backfill = new ArrayList<>(lines.get(Path.TABLES));
    backfill.addAll(lines.get(Path.API));
    return backfill;
  }

  /** The table {@code sync_job}, by job id. */
  Map<String, JobRow> table() {
    return rows;
  }

  /** What became of the jobs. */
  List<TrueJob> truth() {
    return truth;
  }

  private List<Telling> someOf(Story story) {
    Path backfill = random.nextBoolean() ? Path.TABLES : Path.API;
    List<Telling> told = new ArrayList<>();
    for (Telling telling : story.tellings()) {
      boolean isBackfill = Path.BACKFILL.contains(telling.path());
      boolean isLost = isBackfill ? telling.path() != backfill : loses && random.nextInt(3) == 0;
      if (paths.contains(telling.path()) && !isLost) {
        told.add(telling);
      }
    }
    return told;
  }

  private void remember(Story story, Told told, Claim claim) {
    boolean ended = told.status().isTerminal();
    Long lostAt = ended ? null : (Long) lostAt(told);
    EntityCounts counts = told.counts();
    Failure failure = told.failure();
    rows.put(
        story.job().toString(),
        new JobRow(
            story.connection().toString(),
            claim.organization(),
            claim.sourceType(),
            told.status().wireName(),
            instant(told.createdAt()),
            instant(told.startedAt()),
            instant(told.endedAt()),
            instant(lostAt),
            counts.inserted(),
            counts.updated(),
            counts.deleted(),
            counts.kept(),
            told.batches().size(),
            failure == null ? null : failure.message()));
    truth.add(
        new TrueJob(
            story.connection().toString(),
            claim.organization(),
            claim.sourceType(),
            ended ? told.status().name().toLowerCase(Locale.ROOT) : "lost",
            told.createdAt(),
            ended && !told.isEndKnown() ? null : told.startedAt(),
            ended ? told.endedAt() : lostAt,
            entities(counts),
            told.batches().stream()
                .map(batch -> new Batch(batch.at(), entities(batch.counts())))
                .toList()));
  }

  /** By the job's default settings. */
  private static long lostAt(Told told) {
    Duration silence =
        told.status() == JobStatus.RUNNING ? Duration.ofHours(2) : Duration.ofMinutes(10);
    return told.heardAt() + silence.toMillis() * 1000;
  }

  private List<Line> disturbed(List<Line> some) {
    some.sort(Comparator.comparing(Line::at));
    return Workload.disturbed(some, random);
  }

  private Shape shape() {
    return Shape.ALL.get(random.nextInt(Shape.ALL.size()));
  }

  private static Entities entities(EntityCounts counts) {
    return new Entities(counts.inserted(), counts.updated(), counts.deleted());
  }

  private static Line line(long at, Id connection, byte[] json) {
    return new Line(instant(at), connection.toString(), json);
  }

  private static Instant instant(Long micros) {
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
