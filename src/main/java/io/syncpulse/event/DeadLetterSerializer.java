package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes a dead letter: key and payload untouched, and in headers why it is dead and where it was
 * read. The headers are UTF-8 text: {@code reason}, {@code message}, {@code source-topic}, {@code
 * source-partition}, {@code source-offset}, and {@code source-time} (ISO 8601, UTC; left out when
 * the record had no time).
 *
 * <p>One record that is larger than the dead letters' topic takes would stop the job for ever. So
 * key and payload are cut to a limit, and then {@code source-bytes} says how many bytes both had
 * together; the whole record is still where the headers point.
 */
public final class DeadLetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final int maxBytes;

  /**
   * @param topic where dead letters go
   * @param maxBytes the most that key and payload together may take; leave some 4 KiB below the
   *     topic's {@code max.message.bytes} and the producer's {@code max.request.size} for headers
   */
  public DeadLetterSerializer(String topic, int maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes must not be negative, but is " + maxBytes);
    }
    this.topic = topic;
    this.maxBytes = maxBytes;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    byte[] key = cut(letter.key(), maxBytes);
    byte[] payload = cut(letter.payload(), maxBytes - length(key));
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, payload);
    Headers headers = record.headers();
    add(headers, "reason", letter.reason());
    add(headers, "message", letter.message());
    add(headers, "source-topic", letter.topic());
    add(headers, "source-partition", Integer.toString(letter.partition()));
    add(headers, "source-offset", Long.toString(letter.offset()));
    if (letter.timestamp() >= 0) {
      add(headers, "source-time", Instant.ofEpochMilli(letter.timestamp()).toString());
    }
    long sourceBytes = (long) length(letter.key()) + length(letter.payload());
    if (sourceBytes > maxBytes) {
      add(headers, "source-bytes", Long.toString(sourceBytes));
    }
    return record;
  }

  private static void add(Headers headers, String name, String text) {
    headers.add(name, text.getBytes(UTF_8));
  }

  private static byte[] cut(byte[] bytes, int limit) {
    return length(bytes) <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
