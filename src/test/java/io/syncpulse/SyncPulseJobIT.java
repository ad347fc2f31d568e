package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job as it is, on real Kafka and real Postgres, in bounded mode. */
class SyncPulseJobIT {

  private static final Instant LAST_YEAR = Instant.parse("2025-06-01T00:00:00Z");

  private final KafkaService kafka = Services.kafka();

  @Test
  void theTablesAreWhatTheEventsSayWhateverTheirOrderAndRepetition() throws Exception {
    Workload workload = Workload.of(new Random().nextLong(), LAST_YEAR, 40, 1_500);
    try (PostgresService postgres = Services.postgres()) {
      TestJob job = new TestJob(kafka, postgres, "order");
      job.publish(workload.inOrder());
      job.runBounded();
      assertThat(JobRow.all(postgres)).isEqualTo(workload.truth());

      job.publish(workload.disturbed());
      job.runBounded();
      assertThat(JobRow.all(postgres)).isEqualTo(workload.truth());
      assertThat(JobRow.count(postgres, "rejected_row")).isZero();
    }
  }

  @Test
  void aDisturbedStreamAloneGivesTheSameTables() throws Exception {
    Workload workload = Workload.of(new Random().nextLong(), LAST_YEAR, 40, 1_500);
    try (PostgresService postgres = Services.postgres()) {
      TestJob job = new TestJob(kafka, postgres, "disturbed");
      List<Workload.Line> lines = workload.disturbed();
      job.publish(lines);
      Map<String, Long> counted = job.runBounded();

      assertThat(JobRow.all(postgres)).isEqualTo(workload.truth());
      assertThat(counted.get("records_read")).isEqualTo(lines.size());
      assertThat(
              counted.get("folded")
                  + counted.get("late")
                  + counted.get("passed_over")
                  + counted.get("dead_lettered"))
          .isEqualTo(lines.size());
      assertThat(counted.get("dead_lettered")).isPositive();
      assertThat(job.deadLetters()).hasSize(counted.get("dead_lettered").intValue());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40 << 20, Integer.MAX_VALUE})
  void aRecordLargerThanAProducersUsualBufferIsADeadLetterToo(int allowed) throws Exception {
    byte[] huge = new byte[33 << 20];
    try (PostgresService postgres = Services.postgres()) {
      TestJob job = new TestJob(kafka, postgres, "huge");
      job.allowRecordsOf(allowed);
      job.publish(List.of(new Workload.Line(LAST_YEAR, "key", huge)));

      job.runBounded();

      assertThat(job.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.value()).isEqualTo(huge));
    }
  }

  @Test
  void aJobThatForgotItsCheckpointsCountsFromTheFirstEvent() throws Exception {
    Workload workload = Workload.of(new Random().nextLong(), LAST_YEAR, 40, 500);
    List<Workload.Line> lines = workload.inOrder();
    try (PostgresService postgres = Services.postgres()) {
      TestJob job = new TestJob(kafka, postgres, "forgot");
      job.publish(lines.subList(0, lines.size() / 2));
      job.runBounded();
      job.publish(lines.subList(lines.size() / 2, lines.size()));
      job.runBounded();

      assertThat(JobRow.all(postgres)).isEqualTo(workload.truth());
    }
  }
}
