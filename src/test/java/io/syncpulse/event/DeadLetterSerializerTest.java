package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterSerializerTest {

  private static final byte[] KEY = {1, 2, 3};
  private static final byte[] PAYLOAD = {0, (byte) 0xFF, '{', 7, 8};

  @Test
  void keyAndPayloadAreUntouchedAndTheHeadersSayWhyAndWhere() {
    ProducerRecord<byte[], byte[]> record =
        serialize(1000, letter(KEY, PAYLOAD, 1_735_689_600_123L));
    assertThat(record.topic()).isEqualTo("sync-events-dead");
    assertThat(record.partition()).isNull();
    assertThat(record.timestamp()).isNull();
    assertThat(record.key()).isEqualTo(KEY);
    assertThat(record.value()).isEqualTo(PAYLOAD);
    assertThat(headers(record))
        .isEqualTo(
            Map.of(
                "reason", "malformed_id",
                "message", "sync_id must be a UUID, but is \"ığ…\"",
                "source-topic", "sync-events",
                "source-partition", "11",
                "source-offset", "9000000000",
                "source-time", "2025-01-01T00:00:00.123Z"));
  }

  @Test
  void whatIsMissingStaysMissing() {
    ProducerRecord<byte[], byte[]> record = serialize(1000, letter(null, null, -1));
    assertThat(record.key()).isNull();
    assertThat(record.value()).isNull();
    assertThat(headers(record)).doesNotContainKeys("source-time", "source-bytes");
  }

  @Test
  void whatTheTopicCouldNotTakeIsCutAndItsSizeTold() {
    assertThat(headers(serialize(8, letter(KEY, PAYLOAD, 0)))).doesNotContainKey("source-bytes");

    ProducerRecord<byte[], byte[]> record = serialize(7, letter(KEY, PAYLOAD, 0));
    assertThat(record.key()).isEqualTo(KEY);
    assertThat(record.value()).isEqualTo(Arrays.copyOf(PAYLOAD, 4));
    assertThat(headers(record)).containsEntry("source-bytes", "8");

    ProducerRecord<byte[], byte[]> hugeKey = serialize(2, letter(KEY, PAYLOAD, 0));
    assertThat(hugeKey.key()).isEqualTo(new byte[] {1, 2});
    assertThat(hugeKey.value()).isEmpty();
    assertThat(headers(hugeKey)).containsEntry("source-bytes", "8");
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeadLetterSerializer("sync-events-dead", -1))
        .withMessage("maxBytes must not be negative, but is -1");
  }

  @Test
  void theSerializerTravelsToTheTaskManagers() throws Exception {
    DeadLetterSerializer copy =
        InstantiationUtil.clone(new DeadLetterSerializer("sync-events-dead", 10));
    assertThat(copy.serialize(letter(KEY, PAYLOAD, 0), null, null).topic())
        .isEqualTo("sync-events-dead");
  }

  private static ProducerRecord<byte[], byte[]> serialize(int maxBytes, DeadLetter letter) {
    // A dead letter has no event time: Flink hands over none, or the least long.
    return new DeadLetterSerializer("sync-events-dead", maxBytes)
        .serialize(letter, null, Long.MIN_VALUE);
  }

  private static DeadLetter letter(byte[] key, byte[] payload, long timestamp) {
    return new DeadLetter(
        "malformed_id",
        "sync_id must be a UUID, but is \"ığ…\"",
        "sync-events",
        11,
        9_000_000_000L,
        timestamp,
        key,
        payload);
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }
}
