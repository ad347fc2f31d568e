package io.syncpulse;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.syncpulse.JobDraft.Claim;
import io.syncpulse.TrueJob.Batch;
import io.syncpulse.TrueJob.Entities;
import io.syncpulse.Workload.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * Weeks of a sync platform, made up from a seed to be hard on windows: silences longer than the
 * largest of them, jobs that come and go in the same moment, outcomes that are corrected, batches
 * that disagree. What became of each job is decided first; its events follow from it. All times are
 * microseconds since the epoch.
 */
final class MetricWorkload {

  /** All events arrive less than this after the time that they name. */
  static final Duration LATEST = Duration.ofHours(12);

  private static final List<String> SOURCES = List.of("notion", "github", "slack", "İstanbul ş");

  private final Random random;
  private final long from;
  private final List<Line> lines = new ArrayList<>();
  private final List<TrueJob> truth = new ArrayList<>();

  private MetricWorkload(long seed, Instant from) {
    System.out.println("MetricWorkload of seed " + seed);
    this.random = new Random(seed);
    this.from = from.toEpochMilli() * 1000;
  }

  /**
   * So many jobs in some 50 days from the given moment, and a few more that are made for windows.
   */
  static MetricWorkload of(long seed, Instant from, int connections, int jobs) {
    MetricWorkload workload = new MetricWorkload(seed, from);
    for (int i = 0; i < jobs; i++) {
      workload.job(i % connections);
    }
    for (int i = 0; i < connections; i++) {
      workload.herald(i);
    }
    int number = 8 * connections;
    for (long size : new long[] {HOURS.toMicros(1), HOURS.toMicros(24), DAYS.toMicros(7)}) {
      workload.twins(number, size);
      number += 8;
    }
    workload.lines.sort(Comparator.comparing(Line::at));
    return workload;
  }

  /** In the order in which they arrive, each once. */
  List<Line> inOrder() {
    return lines;
  }

  /** With repetitions, shuffled within an hour, and with some that are unusable. */
  List<Line> disturbed() {
    return Workload.disturbed(lines, random);
  }

  /** What became of the jobs. */
  List<TrueJob> truth() {
    return truth;
  }

  /** When a connection has a job: all have long silences, some have only hours of life. */
  private long moment(int number) {
    boolean again = random.nextBoolean();
    return from
        + switch (number % 8) {
          case 0 -> within(DAYS.toMicros(4));
          case 1 -> (again ? DAYS.toMicros(24) : 0) + within(DAYS.toMicros(2));
          case 2 -> DAYS.toMicros(2) + within(HOURS.toMicros(1));
          case 3 -> (again ? DAYS.toMicros(44) : DAYS.toMicros(3)) + within(DAYS.toMicros(1));
          default -> DAYS.toMicros(1) + within(HOURS.toMicros(20));
        };
  }

  /** What events of a time say of a connection. */
  private LongFunction<Claim> claims(int number) {
    Claim own = claim(number);
    Claim other = claim(number + 1);
    return switch (number % 8) {
      case 4 -> at -> at < from + DAYS.toMicros(1) + HOURS.toMicros(1) ? own : other;
      case 5 -> at -> Claim.NONE;
      case 6 -> at -> at < from + DAYS.toMicros(1) ? own : other;
      case 7 -> at -> at % 3 == 0 ? own : new Claim(at % 3 == 1 ? own.organization() : null, null);
      default -> at -> own;
    };
  }

  private static Claim claim(int number) {
    return new Claim(new UUID(8, number % 5).toString(), SOURCES.get(number % SOURCES.size()));
  }

  /** Whose a connection is: of what its events say the first. */
  private static Claim owner(int number) {
    return number % 8 == 5 ? Claim.NONE : claim(number);
  }

  /** Says whose the connection is before all of its other events do, and arrives after many. */
  private void herald(int number) {
    if (number % 8 != 4 && number % 8 != 6) {
      return;
    }
    long at = from + DAYS.toMicros(1) - SECONDS.toMicros(1);
    JobDraft job = draft(number).status("pending", at, at + HOURS.toMicros(10));
    done(number, job, "lost", null, at + MINUTES.toMicros(10), Entities.NONE, List.of());
  }

  /** Jobs alike, each of which enters a window of a size when the one before leaves it. */
  private void twins(int number, long size) {
    long start = from + within(DAYS.toMicros(1));
    for (int i = 0; i < 3; i++) {
      long at = start + i * size;
      long end = at + SECONDS.toMicros(70);
      Batch batch = new Batch(at + SECONDS.toMicros(30), new Entities(7, 0, 1));
      JobDraft job = draft(number).status("running", at, at);
      job.batch(0, batch.entities(), batch.at(), batch.at()).status("completed", end, end);
      done(number, job, "completed", at, end, Entities.NONE, List.of(batch));
    }
  }

  private void job(int number) {
    long at = moment(number);
    switch (random.nextInt(12)) {
      case 0 -> endsOnly(number, at);
      case 1 -> waits(number, at);
      case 2 -> blinks(number, at);
      case 3 -> runsForDays(number, at);
      default -> runs(number, at);
    }
  }

  /**
   * Nothing is heard of it but its end, or two ends: the earlier counts, and completed the least.
   */
  private void endsOnly(int number, long at) {
    JobDraft job = draft(number);
    String outcome = terminal();
    Entities reported = entities();
    job.status(outcome, at, at + within(HOURS.toMicros(3)), reported);
    switch (random.nextInt(3)) {
      case 0 -> job.status("completed", at, at);
      case 1 -> job.status(terminal(), at + 1, at + 1);
      default -> {}
    }
    done(number, job, outcome, null, at, reported, List.of());
  }

  /** Never starts: it is cancelled, or nothing more is heard. */
  private void waits(int number, long at) {
    JobDraft job = draft(number).status("pending", at, at);
    long end = at + 1 + within(HOURS.toMicros(1));
    if (random.nextBoolean()) {
      job.status("cancelled", end, end);
      done(number, job, "cancelled", null, end, Entities.NONE, List.of());
    } else if (random.nextBoolean()) {
      job.status("cancelling", end, end);
      done(number, job, "lost", null, end + MINUTES.toMicros(10), Entities.NONE, List.of());
    } else {
      done(number, job, "lost", null, at + MINUTES.toMicros(10), Entities.NONE, List.of());
    }
  }

  /** Takes less than a millisecond, or by its sender's clock less than nothing. */
  private void blinks(int number, long at) {
    long end = random.nextBoolean() ? at + within(1000) : at - within(SECONDS.toMicros(5));
    String outcome = terminal();
    JobDraft job = draft(number).status("running", at, at).status(outcome, end, at + 1);
    done(number, job, outcome, at, end, Entities.NONE, List.of());
  }

  /** Is taken for lost between its batches, again and again. */
  private void runsForDays(int number, long start) {
    JobDraft job = draft(number).status("running", start, start);
    List<Batch> batches = new ArrayList<>();
    long at = start;
    int count = 1 + random.nextInt(8);
    for (int sequence = 0; sequence < count; sequence++) {
      at += HOURS.toMicros(10) + within(HOURS.toMicros(8));
      batches.add(new Batch(at, entities()));
      job.batch(sequence, batches.get(sequence).entities(), at, at);
    }
    at += HOURS.toMicros(10);
    String outcome = terminal();
    job.status(outcome, at, at);
    done(number, job, outcome, start, at, Entities.NONE, batches);
  }

  /** The usual: some batches, then an end, or none. */
  private void runs(int number, long at) {
    JobDraft job = draft(number);
    if (random.nextInt(10) != 0) {
      job.status("pending", at, at + within(MINUTES.toMicros(1)));
    }
    // By its time and by its arrival, running may come before pending.
    long start = at - SECONDS.toMicros(5) + within(MINUTES.toMicros(2));
    job.status("running", start, start + within(SECONDS.toMicros(10)));
    List<Batch> batches = new ArrayList<>();
    Entities sum = Entities.NONE;
    long now = start;
    int count = random.nextInt(6);
    for (int sequence = 0; sequence < count; sequence++) {
      now += 1 + within(MINUTES.toMicros(15));
      Batch batch = new Batch(now, entities());
      batches.add(batch);
      sum = sum.plus(batch.entities());
      batch(job, sequence, batch);
    }
    Entities reported = reported(sum);
    if (random.nextInt(6) == 0) {
      losesItself(number, job, start, now, reported, batches);
      return;
    }
    // The last batches may happen after the end.
    long end = Math.max(start, now + within(MINUTES.toMicros(30)) - MINUTES.toMicros(10));
    String outcome = end(job, end, reported);
    done(number, job, outcome, start, end, reported, batches);
  }

  /** Nothing is heard of its end. */
  private void losesItself(
      int number, JobDraft job, long start, long now, Entities reported, List<Batch> batches) {
    if (random.nextBoolean()) {
      job.status("cancelling", now, now + within(HOURS.toMicros(5)), reported);
      long lost = job.latest() + MINUTES.toMicros(10);
      done(number, job, "lost", start, lost, reported, batches);
    } else {
      long lost = job.latest() + HOURS.toMicros(2);
      done(number, job, "lost", start, lost, Entities.NONE, batches);
    }
  }

  /** Sometimes hours late, sometimes told twice: the earlier time and the larger counts hold. */
  private void batch(JobDraft job, int sequence, Batch batch) {
    Entities did = batch.entities();
    long arrives = batch.at() + (random.nextInt(4) == 0 ? within(HOURS.toMicros(5)) : 0);
    if (random.nextInt(4) != 0) {
      job.batch(sequence, did, batch.at(), arrives);
      return;
    }
    Entities some = new Entities(did.inserted() / 2, did.updated(), 0);
    Entities others = new Entities(did.inserted(), 0, did.deleted());
    long again = batch.at() + within(MINUTES.toMicros(40));
    job.batch(sequence, some, batch.at(), arrives);
    job.batch(sequence, others, again, again + within(HOURS.toMicros(1)));
  }

  /** Sometimes another end, of a later time, is heard of hours before the one that counts. */
  private String end(JobDraft job, long at, Entities reported) {
    String outcome = terminal();
    boolean corrects = random.nextInt(5) == 0;
    job.status(outcome, at, corrects ? at + within(HOURS.toMicros(8)) : at, reported);
    if (corrects) {
      long wrong = at + 1 + within(MINUTES.toMicros(30));
      job.status(terminal(), wrong, wrong);
    }
    return outcome;
  }

  /** What the end says: mostly nothing, sometimes more than the batches, sometimes less. */
  private Entities reported(Entities sum) {
    return switch (random.nextInt(3)) {
      case 0 -> new Entities(sum.inserted() + random.nextInt(50), sum.updated() / 2, 3);
      default -> Entities.NONE;
    };
  }

  private Entities entities() {
    return new Entities(random.nextInt(1000), random.nextInt(200), random.nextInt(3));
  }

  private String terminal() {
    return switch (random.nextInt(6)) {
      case 0 -> "failed";
      case 1 -> "cancelled";
      default -> "completed";
    };
  }

  private long within(long micros) {
    return random.nextLong(micros);
  }

  private JobDraft draft(int number) {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    return new JobDraft(id, connection(number), claims(number));
  }

  private void done(
      int number,
      JobDraft job,
      String outcome,
      Long startedAt,
      long endedAt,
      Entities reported,
      List<Batch> batches) {
    Claim owner = owner(number);
    lines.addAll(job.lines());
    truth.add(
        new TrueJob(
            connection(number),
            owner.organization(),
            owner.sourceType(),
            outcome,
            job.earliest(),
            startedAt,
            endedAt,
            reported,
            batches));
  }

  private static String connection(int number) {
    return new UUID(7, number).toString();
  }
}
