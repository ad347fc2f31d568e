package io.syncpulse.postgres;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import io.syncpulse.event.TableRow;
import io.syncpulse.history.JobHistory;
import io.syncpulse.history.JobSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events and rows of jobs, from small ranges, and the states of a job that they come to. */
final class RandomStories {

  private static final long EPOCH = 1_770_000_000_123_456L;
  private static final String[] MESSAGES = {"a", "b"};
  private static final Failure[] ROW_FAILURES = {
    null, new Failure("row", null, null), new Failure(null, "api_key_invalid", null)
  };

  private final Random random;

  RandomStories(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  List<Observation> story(Id connection, Id job) {
    List<Observation> story = new ArrayList<>();
    for (int n = 1 + random.nextInt(7); n > 0; n--) {
      story.add(
          switch (random.nextInt(3)) {
            case 0 -> row(connection, job);
            case 1 -> batch(connection, job);
            default -> event(connection, job);
          });
    }
    return story;
  }

  /** Some of them, at least one. */
  List<Observation> partOf(List<Observation> story) {
    List<Observation> part = new ArrayList<>(story);
    part.removeIf(told -> random.nextBoolean());
    return part.isEmpty() ? story.subList(0, 1) : part;
  }

  /** The state of a job of which just this is known. */
  static JobSnapshot told(Id connection, Id job, List<Observation> observations) {
    JobHistory history = new JobHistory();
    observations.forEach(history::add);
    return new JobSnapshot(
        connection,
        job,
        history.status(),
        history.createdAt(),
        history.startedAt(),
        history.endedAt(),
        history.heardAt,
        null,
        history.counts(),
        history.batches.size,
        history.failure(),
        history.provenance());
  }

  private Observation event(Id connection, Id job) {
    JobStatus status = status();
    return new Observation(
        connection, job, time(), status, -1, counts(), failure(status), null, null);
  }

  private Observation batch(Id connection, Id job) {
    return new Observation(
        connection, job, time(), null, random.nextInt(3), counts(), null, null, null);
  }

  /** Two rows of one version are the same row, wherever they were read. */
  private Observation row(Id connection, Id job) {
    long at = time();
    Random version = new Random(job.hashCode() * 31L + at);
    JobStatus status = JobStatus.values()[version.nextInt(JobStatus.values().length)];
    boolean tellsEnd = status.isTerminal() && version.nextInt(3) > 0;
    Long endedAt = tellsEnd ? (Long) (EPOCH + version.nextInt(20)) : null;
    return new Observation(
        connection,
        job,
        at,
        status,
        -1,
        new EntityCounts(version.nextInt(9), version.nextInt(9), version.nextInt(9), 0, 0),
        status == JobStatus.FAILED ? ROW_FAILURES[version.nextInt(ROW_FAILURES.length)] : null,
        null,
        new TableRow(
            version.nextInt(3),
            version.nextBoolean() ? (Long) EPOCH : null,
            version.nextBoolean() ? (Long) (EPOCH + 3) : null,
            endedAt,
            false,
            version.nextBoolean()));
  }

  private Failure failure(JobStatus status) {
    return status == JobStatus.FAILED
        ? new Failure(MESSAGES[random.nextInt(MESSAGES.length)], null, null)
        : null;
  }

  private JobStatus status() {
    return JobStatus.values()[random.nextInt(JobStatus.values().length)];
  }

  private EntityCounts counts() {
    return new EntityCounts(
        random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9), 0);
  }

  private long time() {
    return EPOCH + random.nextInt(20);
  }
}
