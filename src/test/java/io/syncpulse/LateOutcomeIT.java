package io.syncpulse;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.JobDraft.Claim;
import io.syncpulse.TrueJob.Entities;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives when event time has long moved on. */
class LateOutcomeIT {

  private static final long BEGIN = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli() * 1000;
  private static final Claim CLAIM = new Claim(new UUID(8, 0).toString(), "notion");
  private static final String LATE = new UUID(7, 0).toString();
  private static final String MOVER = new UUID(7, 1).toString();
  private static final String JOB = new UUID(9, 0).toString();

  private final PostgresService postgres = Services.postgres();
  private final TestJob job = new TestJob(Services.kafka(), postgres, "late", 1);
  private final List<TrueJob> truth = new ArrayList<>();
  private TestCluster cluster;
  private JobClient client;

  @TempDir private Path savepoints;

  @BeforeEach
  void start() throws Exception {
    cluster = new TestCluster(2);
    client = job.start(cluster);
  }

  @AfterEach
  void close() throws Exception {
    cluster.close();
    postgres.close();
  }

  @Test
  void anOutcomeBeyondTheLatenessIsRecordedAndChangesTheHistoryButNoWindow() throws Exception {
    publish(draft(JOB, LATE, at -> CLAIM).status("running", BEGIN, 0));
    truth.add(outcome(LATE, CLAIM, "lost", BEGIN, BEGIN, BEGIN + HOURS.toMicros(2)));
    moveEventTimeTo(BEGIN + DAYS.toMicros(3));

    publish(
        draft(JOB, LATE, at -> CLAIM)
            .batch(0, new Entities(9, 8, 7), BEGIN + MINUTES.toMicros(30), 0)
            .status("completed", BEGIN + HOURS.toMicros(1), 0));
    drain();

    JobRow row = JobRow.all(postgres).get(JOB);
    assertThat(row.status()).isEqualTo("completed");
    assertThat(row.inserted()).isEqualTo(9);
    assertThat(row.endedAt()).isEqualTo(Instant.ofEpochMilli(BEGIN / 1000).plusSeconds(3600));
    assertThat(late("is_retraction AND outcome = 'lost'")).isOne();
    assertThat(late("NOT is_retraction AND outcome = 'completed'")).isOne();
    assertThat(late("true")).isEqualTo(2);
    assertWindows();
  }

  @Test
  void anOutcomeWithinTheLatenessCorrectsEveryWindow() throws Exception {
    publish(draft(JOB, LATE, at -> CLAIM).status("running", BEGIN, 0));
    moveEventTimeTo(BEGIN + HOURS.toMicros(23));

    long end = BEGIN + HOURS.toMicros(1);
    publish(draft(JOB, LATE, at -> CLAIM).status("completed", end, 0));
    truth.add(outcome(LATE, CLAIM, "completed", BEGIN, BEGIN, end));
    drain();

    assertThat(late("true")).isZero();
    assertWindows();
  }

  @Test
  void aConnectionKeepsItsFirstClaimHoweverLongItWasSilent() throws Exception {
    long end = BEGIN + HOURS.toMicros(1);
    publish(draft(JOB, LATE, at -> CLAIM).status("running", BEGIN, 0).status("completed", end, 0));
    truth.add(outcome(LATE, CLAIM, "completed", BEGIN, BEGIN, end));
    moveEventTimeTo(BEGIN + DAYS.toMicros(30));

    Claim other = new Claim(new UUID(8, 1).toString(), "github");
    long back = BEGIN + DAYS.toMicros(30) + HOURS.toMicros(1);
    String again = UUID.randomUUID().toString();
    publish(draft(again, LATE, at -> other).status("failed", back, 0));
    truth.add(outcome(LATE, CLAIM, "failed", back, null, back));
    drain();

    assertThat(late("true")).isZero();
    assertWindows();
  }

  @Test
  void whatIsToldAgainAfterItWasForgottenChangesNoWindow() throws Exception {
    long end = BEGIN + HOURS.toMicros(1);
    JobDraft running = draft(JOB, LATE, at -> CLAIM).status("running", BEGIN, 0);
    publish(running);
    publish(draft(JOB, LATE, at -> CLAIM).status("completed", end, 0));
    truth.add(outcome(LATE, CLAIM, "completed", BEGIN, BEGIN, end));
    long later = BEGIN + HOURS.toMicros(30);
    publish(draft(UUID.randomUUID().toString(), LATE, at -> CLAIM).status("failed", later, 0));
    truth.add(outcome(LATE, CLAIM, "failed", later, null, later));
    moveEventTimeTo(BEGIN + DAYS.toMicros(20));

    publish(running);
    moveEventTimeTo(BEGIN + DAYS.toMicros(21));
    drain();

    assertThat(JobRow.all(postgres).get(JOB).status()).isEqualTo("completed");
    assertWindows();
  }

  /** By a job of another connection, until windows that ended before it are final. */
  private void moveEventTimeTo(long at) throws Exception {
    String mover = UUID.randomUUID().toString();
    long before = at - HOURS.toMicros(2);
    publish(draft(mover, MOVER, time -> CLAIM).status("failed", before, 0));
    truth.add(outcome(MOVER, CLAIM, "failed", before, null, before));
    String waits = UUID.randomUUID().toString();
    publish(draft(waits, MOVER, time -> CLAIM).status("cancelled", at, 0));
    truth.add(outcome(MOVER, CLAIM, "cancelled", at, null, at));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                JobRow.count(
                        postgres,
                        "hourly_metrics WHERE is_final AND scope IN ('connection', 'platform') AND hour = to_timestamp(%s)"
                            .formatted(before / 1_000_000))
                    == 2);
  }

  private void publish(JobDraft draft) throws Exception {
    job.publish(draft.lines());
  }

  private void drain() throws Exception {
    await().atMost(Duration.ofMinutes(1)).until(job::hasReadAll);
    client
        .stopWithSavepoint(true, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(2, MINUTES);
  }

  private long late(String condition) throws Exception {
    return JobRow.count(postgres, "late_outcome WHERE " + condition);
  }

  private void assertWindows() throws Exception {
    MetricTables.assertAre(
        new MetricsOracle(truth, MetricsOracle.ALL_SCOPES),
        MetricsOracle.DEFAULT_WINDOWS,
        postgres);
  }

  private static JobDraft draft(String id, String connection, LongFunction<Claim> claims) {
    return new JobDraft(id, connection, claims);
  }

  private static TrueJob outcome(
      String connection, Claim owner, String outcome, long created, Long started, long ended) {
    return new TrueJob(
        connection,
        owner.organization(),
        owner.sourceType(),
        outcome,
        created,
        started,
        ended,
        Entities.NONE,
        List.of());
  }
}
