package io.syncpulse.story;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes up one job as Airweave and its administrators would run it: a row that changes, and the
 * events that are sent of some of it. All times are microseconds since the epoch.
 */
public final class StoryTeller {

  private final Random random;
  private final List<JobStatus> statuses = new ArrayList<>();
  private final List<Telling> tellings = new ArrayList<>();
  private final long createdAt;
  private long now;
  private long lsn;
  private int batches;
  private Long startedAt;
  private Long endedAt;
  private EntityCounts total = EntityCounts.NONE;
  private Failure failure;

  private StoryTeller(Random random, long createdAt) {
    this.random = random;
    this.createdAt = createdAt;
    this.now = createdAt;
    this.lsn = createdAt;
  }

  /** A job that was created at a time. */
  public static Story tell(Random random, Id connection, Id job, long createdAt) {
    StoryTeller teller = new StoryTeller(random, createdAt);
    teller.live();
    teller.backfill();
    return new Story(connection, job, List.copyOf(teller.statuses), List.copyOf(teller.tellings));
  }

  private void live() {
    reach(JobStatus.PENDING);
    if (!oneIn(20)) {
      // By its time, too, it may come after the one of running.
      event(oneIn(5) ? within(MINUTES.toMicros(2)) : within(SECONDS.toMicros(1)));
    }
    switch (random.nextInt(10)) {
      case 0 -> isCleanedUp(JobStatus.CANCELLED, null);
      case 1 ->
          isCleanedUp(JobStatus.FAILED, new Failure("bad credentials", "api_key_invalid", null));
      default -> run();
    }
    if (endedAt != null && oneIn(5)) {
      now += within(HOURS.toMicros(1));
      // What is large and was left alone, Debezium does not know.
      row(
          failure == null || failure.category() == null
              ? null
              : new Failure(null, failure.category(), null));
    }
  }

  private void run() {
    now += SECONDS.toMicros(1) + within(MINUTES.toMicros(1));
    startedAt = now;
    reach(JobStatus.RUNNING);
    event(within(SECONDS.toMicros(1)));
    process();
    if (oneIn(5)) {
      now += SECONDS.toMicros(2) + within(MINUTES.toMicros(2));
      reach(JobStatus.CANCELLING);
      if (oneIn(3)) {
        event(within(SECONDS.toMicros(1)));
      }
      now += SECONDS.toMicros(2) + within(MINUTES.toMicros(5));
      if (random.nextBoolean()) {
        endAs(JobStatus.CANCELLED, null);
        return;
      }
      // An administrator takes the cancellation back.
      reach(JobStatus.RUNNING);
      process();
    }
    now += SECONDS.toMicros(2) + within(MINUTES.toMicros(5));
    switch (random.nextInt(20)) {
      case 0 -> {}
      case 1, 2 -> isCleanedUp(JobStatus.FAILED, new Failure("no activity", null, null));
      case 3, 4, 5 -> {
        endAs(JobStatus.FAILED, new Failure("401 \"ü\"", "oauth_credentials_expired", null));
        if (oneIn(3)) {
          isTakenUpAgain();
        }
      }
      default -> endAs(JobStatus.COMPLETED, null);
    }
  }

  /** By an administrator, although it had ended. No worker is there to send its end. */
  private void isTakenUpAgain() {
    now += SECONDS.toMicros(2) + within(MINUTES.toMicros(5));
    endedAt = null;
    failure = null;
    reach(JobStatus.RUNNING);
    process();
    if (random.nextBoolean()) {
      isCleanedUp(JobStatus.FAILED, new Failure("no activity", null, null));
    }
  }

  private void process() {
    for (int left = random.nextInt(4); left > 0; left--) {
      now += SECONDS.toMicros(2) + within(MINUTES.toMicros(10));
      EntityCounts did =
          new EntityCounts(
              random.nextInt(100), random.nextInt(50), random.nextInt(3), random.nextInt(900), 0);
      total = plus(total, did);
      long at = now + within(SECONDS.toMicros(1));
      tell(Path.EVENTS, 1, at, 0, null, batches++, did, null, null, null, null);
      if (random.nextBoolean()) {
        row(null);
      }
    }
  }

  private void endAs(JobStatus status, Failure why) {
    end(status, why);
    // Completed jobs report no entities.
    EntityCounts reported = status == JobStatus.FAILED ? total : EntityCounts.NONE;
    Failure message = why == null ? null : new Failure(why.message(), null, null);
    long at = now + within(SECONDS.toMicros(1));
    tell(Path.EVENTS, latest(), at, 0, status, -1, reported, message, null, null, null);
  }

  /** No event tells of it. */
  private void isCleanedUp(JobStatus status, Failure why) {
    now += MINUTES.toMicros(3) + within(MINUTES.toMicros(3));
    end(status, why);
  }

  private void end(JobStatus status, Failure why) {
    endedAt = now;
    failure = why;
    reach(status);
  }

  private void reach(JobStatus status) {
    statuses.add(status);
    row(failure);
  }

  private void event(long after) {
    EntityCounts none = EntityCounts.NONE;
    tell(Path.EVENTS, latest(), now + after, 0, status(), -1, none, null, null, null, null);
  }

  /** The row is written a moment after what it tells. */
  private void row(Failure shown) {
    long at = now + 1 + within(5);
    lsn += 8;
    tell(Path.ROWS, latest(), at, lsn, status(), -1, total, shown, createdAt, startedAt, endedAt);
  }

  /** How the job stands in the end. */
  private void backfill() {
    Telling last = null;
    for (Telling telling : tellings) {
      last = telling.path() == Path.ROWS ? telling : last;
    }
    tell(
        Path.TABLES,
        latest(),
        last.at(),
        0,
        status(),
        -1,
        total,
        failure,
        createdAt,
        startedAt,
        endedAt);
    // The API tells neither what was kept, nor when a job was created, nor when it failed.
    Long shownEnd = status() == JobStatus.FAILED ? null : endedAt;
    EntityCounts shown =
        new EntityCounts(total.inserted(), total.updated(), total.deleted(), 0, total.skipped());
    tell(
        Path.API,
        latest(),
        apiVersion(shownEnd),
        0,
        status(),
        -1,
        shown,
        failure,
        null,
        startedAt,
        shownEnd);
  }

  /** When the job surely was as the API shows it. */
  private long apiVersion(Long shownEnd) {
    if (!status().isTerminal()) {
      return now + SECONDS.toMicros(5);
    }
    if (shownEnd != null) {
      return shownEnd;
    }
    return startedAt != null ? startedAt : createdAt - HOURS.toMicros(1);
  }

  private void tell(
      Path path,
      int proves,
      long at,
      long place,
      JobStatus status,
      int batch,
      EntityCounts counts,
      Failure shown,
      Long created,
      Long started,
      Long ended) {
    tellings.add(
        new Telling(
            path, proves, at, place, status, batch, counts, shown, created, started, ended));
  }

  private JobStatus status() {
    return statuses.get(latest());
  }

  private int latest() {
    return statuses.size() - 1;
  }

  private boolean oneIn(int number) {
    return random.nextInt(number) == 0;
  }

  private long within(long micros) {
    return random.nextLong(micros);
  }

  private static EntityCounts plus(EntityCounts a, EntityCounts b) {
    return new EntityCounts(
        a.inserted() + b.inserted(),
        a.updated() + b.updated(),
        a.deleted() + b.deleted(),
        a.kept() + b.kept(),
        a.skipped() + b.skipped());
  }
}
