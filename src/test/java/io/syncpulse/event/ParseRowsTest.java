package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.RowJson.Change;
import io.syncpulse.event.RowJson.Shape;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParseRowsTest {

  private static final RowTopics TOPICS = new RowTopics("a.public.sync_job", "a.public.connection");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-06-01T12:00:00Z"), ZoneOffset.UTC);
  private static final byte[] JOB =
      RowJson.bytes(Shape.ENVELOPE, new Change("u", RowJson.job(), 1, 1_735_689_800_000L));
  private static final byte[] CONNECTION =
      RowJson.bytes(Shape.ENVELOPE, new Change("u", RowJson.connection(), 1, 1_735_689_800_000L));

  private final MetricListener metrics = new MetricListener();
  private final List<ParsedRecord> read = new ArrayList<>();
  private ParseRows parseRows;

  @BeforeEach
  void open() throws Exception {
    parseRows = InstantiationUtil.clone(new ParseRows(CLOCK, TOPICS));
    parseRows.open(new SourceContext(metrics.getMetricGroup()));
  }

  @Test
  void theTopicTellsTheTable() {
    deserialize(TOPICS.jobs(), JOB);
    deserialize(TOPICS.connections(), CONNECTION);

    assertThat(read.get(0).observation().job()).isEqualTo(Id.of(RowJson.JOB));
    assertThat(read.get(1).observation().connection()).isEqualTo(Id.of(RowJson.CONNECTION));
  }

  @Test
  void aJobGoesOnWithTheDeadLetterThatItMayBecome() {
    deserialize(TOPICS.jobs(), JOB);

    DeadLetter letter = read.get(0).deadLetter();
    assertThat(letter.reason()).isEqualTo("unknown_sync");
    assertThat(letter.message()).contains(RowJson.SYNC.toString());
    assertThat(letter.topic()).isEqualTo(TOPICS.jobs());
    assertThat(letter.partition()).isEqualTo(3);
    assertThat(letter.offset()).isEqualTo(42);
    assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(letter.payload()).isEqualTo(JOB);
    assertThat(count("dead_lettered")).isZero();
  }

  @Test
  void aConnectionGoesOnAlone() {
    deserialize(TOPICS.connections(), CONNECTION);

    assertThat(read.get(0).deadLetter()).isNull();
  }

  @Test
  void everyRecordIsCountedOnce() {
    deserialize(TOPICS.jobs(), JOB);
    deserialize(TOPICS.jobs(), null);
    deserialize(TOPICS.jobs(), new byte[] {'{'});
    deserialize(TOPICS.connections(), CONNECTION);
    deserialize(TOPICS.connections(), JOB.clone());
    deserialize(TOPICS.connections(), null);
    deserialize(TOPICS.connections(), new byte[0]);

    assertThat(count("records_read")).isEqualTo(7);
    assertThat(count("passed_over")).isEqualTo(2);
    assertThat(count("dead_lettered")).isEqualTo(2);
    assertThat(read).hasSize(5).filteredOn(ParsedRecord::isDead).hasSize(2);
  }

  private void deserialize(String topic, byte[] payload) {
    parseRows.deserialize(
        new ConsumerRecord<>(topic, 3, 42, "key".getBytes(UTF_8), payload),
        new ListCollector<>(read));
  }

  private long count(String name) {
    return metrics.getCounter(name).map(Counter::getCount).orElseThrow();
  }
}
