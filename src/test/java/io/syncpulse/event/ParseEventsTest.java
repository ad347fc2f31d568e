package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParseEventsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-06-01T12:00:00Z"), ZoneOffset.UTC);

  private final MetricListener metrics = new MetricListener();
  private final List<ParsedRecord> read = new ArrayList<>();
  private ParseEvents parseEvents;

  @BeforeEach
  void open() throws Exception {
    parseEvents = InstantiationUtil.clone(new ParseEvents(CLOCK));
    parseEvents.open(new SourceContext(metrics.getMetricGroup()));
  }

  @Test
  void aUsableRecordIsAnObservation() {
    deserialize(EventJson.bytes(EventJson.batch()));
    assertThat(read).singleElement().extracting(ParsedRecord::deadLetter).isNull();
    assertThat(read.get(0).observation().job()).isEqualTo(Id.of(EventJson.JOB));
  }

  @Test
  void aBadRecordIsADeadLetterWithEverythingThatCame() {
    byte[] payload = "{\"event_type\":".getBytes(UTF_8);
    deserialize(payload);
    assertThat(read).singleElement().extracting(ParsedRecord::observation).isNull();
    DeadLetter letter = read.get(0).deadLetter();
    assertThat(letter.reason()).isEqualTo("not_json");
    assertThat(letter.message()).startsWith("not JSON: ");
    assertThat(letter.topic()).isEqualTo("sync-events");
    assertThat(letter.partition()).isEqualTo(3);
    assertThat(letter.offset()).isEqualTo(42);
    assertThat(letter.timestamp()).isEqualTo(1_735_689_600_123L);
    assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(letter.payload()).isSameAs(payload);
  }

  @Test
  void aTombstoneIsADeadLetterWithoutPayload() {
    deserialize(null);
    assertThat(read.get(0).deadLetter().reason()).isEqualTo("empty");
    assertThat(read.get(0).deadLetter().payload()).isNull();
  }

  @Test
  void theClockDecidesWhatIsAhead() {
    Map<String, Object> event = EventJson.batch();
    event.put("timestamp", "2025-06-02T12:00:00.001Z");
    deserialize(EventJson.bytes(event));
    assertThat(read.get(0).deadLetter().reason()).isEqualTo("time_out_of_range");
    event.put("timestamp", "2025-06-02T12:00:00Z");
    deserialize(EventJson.bytes(event));
    assertThat(read.get(1).observation()).isNotNull();
  }

  @Test
  void everyRecordIsCountedOnce() {
    byte[] usable = EventJson.bytes(EventJson.batch());
    byte[] known = EventJson.bytes(EventJson.status("search.completed"));
    for (byte[] payload :
        new byte[][] {usable, known, null, {}, usable, known, usable, known, known, {'x'}}) {
      deserialize(payload);
    }
    long observations = read.stream().filter(record -> record.observation() != null).count();
    assertThat(count("records_read")).isEqualTo(10);
    assertThat(count("passed_over")).isEqualTo(4);
    assertThat(count("dead_lettered")).isEqualTo(3);
    assertThat(observations).isEqualTo(3);
    assertThat(read).hasSize(6);
  }

  @Test
  void everyReasonHasACodeInLowerCaseAscii() {
    assertThat(RejectReason.values())
        .extracting(RejectReason::code)
        .allMatch(code -> code.matches("[a-z_]+"))
        .doesNotHaveDuplicates();
  }

  private void deserialize(byte[] payload) {
    parseEvents.deserialize(
        new ConsumerRecord<>(
            "sync-events",
            3,
            42,
            1_735_689_600_123L,
            TimestampType.CREATE_TIME,
            3,
            payload == null ? -1 : payload.length,
            "key".getBytes(UTF_8),
            payload,
            new RecordHeaders(),
            Optional.empty()),
        new ListCollector<>(read));
  }

  private long count(String name) {
    return metrics.getCounter(name).map(Counter::getCount).orElseThrow();
  }
}
