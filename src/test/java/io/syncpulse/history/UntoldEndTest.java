package io.syncpulse.history;

import static io.syncpulse.history.Observations.CONNECTION;
import static io.syncpulse.history.Observations.JOB;
import static io.syncpulse.history.Observations.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import io.syncpulse.event.TableRow;
import org.junit.jupiter.api.Test;

/** A row may show that a job has ended, and not when. */
class UntoldEndTest {

  private final Observation failedSomeTime = row(JobStatus.FAILED, 90, 10L, null);

  @Test
  void theTimeIsTheEventsThen() {
    JobHistory history = fold(failedSomeTime, Observations.status(JOB, JobStatus.FAILED, 30));

    assertThat(history.endedAt()).isEqualTo(30 * MINUTE);
    assertThat(history.endEvidence()).isEqualTo(EndEvidence.OTHER);
    assertThat(history.failure().message()).isEqualTo("it broke");
  }

  @Test
  void orThatOfARowThatTellsIt() {
    JobHistory history = fold(failedSomeTime, row(JobStatus.FAILED, 31, 10L, 30L));

    assertThat(history.endedAt()).isEqualTo(30 * MINUTE);
    assertThat(history.endEvidence()).isEqualTo(EndEvidence.OTHER);
  }

  @Test
  void orElseTheEarliestThatItCanHaveBeenAndThenTheJobHasNoDuration() {
    TrackedJob job = new TrackedJob();
    job.history.add(failedSomeTime);

    assertThat(job.history.endedAt()).isEqualTo(10 * MINUTE);
    assertThat(job.history.startedAt()).isEqualTo(10 * MINUTE);
    assertThat(job.history.endEvidence()).isEqualTo(EndEvidence.NONE);
    Outcome outcome = Outcome.of(CONNECTION, new ConnectionProfile(), JOB, job);
    assertThat(outcome.endedAt()).isEqualTo(10 * MINUTE);
    assertThat(outcome.startedAt()).isNull();
  }

  @Test
  void aRowThatTellsItsOwnEndIsNeverOverruled() {
    JobHistory history =
        fold(
            row(JobStatus.COMPLETED, 50, 10L, 40L),
            row(JobStatus.CANCELLED, 20, 10L, 20L),
            Observations.status(JOB, JobStatus.FAILED, 30));

    assertThat(history.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(history.endedAt()).isEqualTo(40 * MINUTE);
    assertThat(history.endEvidence()).isEqualTo(EndEvidence.OWN);
  }

  private static JobHistory fold(Observation... observations) {
    JobHistory history = new JobHistory();
    for (Observation observation : observations) {
      history.add(observation);
    }
    return history;
  }

  private static Observation row(JobStatus status, long minute, Long started, Long ended) {
    return new Observation(
        CONNECTION,
        JOB,
        minute * MINUTE,
        status,
        -1,
        EntityCounts.NONE,
        null,
        Observations.facts(Observations.ACME, "notion"),
        new TableRow(0, null, micros(started), micros(ended), false, true));
  }

  private static Long micros(Long minute) {
    return minute == null ? null : (Long) (minute * MINUTE);
  }
}
