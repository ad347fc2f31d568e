package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.demo.Ports;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.Services;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandIT {

  private static final String AT = "2026-01-01T00:00:00Z";
  private static final KafkaService KAFKA = Services.kafka();

  private final String topic = "events-" + UUID.randomUUID();

  @TempDir Path directory;

  @Test
  void sendsPlainGzipAndStandardInputUntouchedAndKeyedByConnection() throws Exception {
    createTopic(Map.of());
    String spaced = "  " + Events.running(1, AT).replace(",", " ,\t");
    Path plain = write("plain.jsonl", spaced + "\r\n\n");
    Path packed = directory.resolve("packed.data");
    Files.write(packed, gzip(Events.running(2, AT) + "\n" + Events.running(3, AT)));

    Cli.Result result =
        cli()
            .reading(gzip(Events.running(4, AT) + "\n"))
            .run("replay", plain.toString(), packed.toString(), "-");

    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.outLines())
        .singleElement()
        .asString()
        .matches("sent 4, skipped 0, \\d+\\.\\d seconds");
    assertThat(records())
        .containsExactlyInAnyOrder(
            Events.connection(1) + "=" + spaced,
            Events.connection(2) + "=" + Events.running(2, AT),
            Events.connection(3) + "=" + Events.running(3, AT),
            Events.connection(4) + "=" + Events.running(4, AT));
  }

  @Test
  void keepsTheOrderOfEachConnection() throws Exception {
    createTopic(Map.of());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      lines.add(Events.running(i % 7, AT).replace("notion", "source" + i));
    }
    Path file = write("many.jsonl", String.join("\n", lines));

    Cli.Result result = cli().run("replay", file.toString());

    assertThat(result.out()).startsWith("sent 20000, skipped 0, ");
    List<String> received = records();
    for (int i = 0; i < 7; i++) {
      String connection = Events.connection(i);
      assertThat(received.stream().filter(record -> record.startsWith(connection)))
          .containsExactlyElementsOf(
              lines.stream()
                  .filter(line -> line.contains(connection))
                  .map(line -> connection + "=" + line)
                  .toList());
    }
  }

  @Test
  void skipsBadLinesAndSaysWhere() throws Exception {
    createTopic(Map.of());
    Path file = write("a.jsonl", Events.running(1, AT) + "\nnonsense\n" + Events.running(2, AT));

    Cli.Result result = cli().run("replay", file.toString());

    assertThat(result.exit()).isZero();
    assertThat(result.out()).startsWith("sent 2, skipped 1, ");
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .startsWith("syncpulse: skipped " + file + ":2: not_json: ");
    assertThat(records()).hasSize(2);
  }

  @Test
  void stopsAtABadLineWhenToldToAndHasSentWhatWasBefore() throws Exception {
    createTopic(Map.of());
    Path file = write("a.jsonl", Events.running(1, AT) + "\nnonsense\n" + Events.running(2, AT));

    Cli.Result result = cli().run("replay", "--bad-lines", "fail", file.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).startsWith("sent 1, skipped 1, ");
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .startsWith("syncpulse: " + file + ":2: not_json: ")
        .contains("--bad-lines skip");
    assertThat(records()).hasSize(1);
  }

  @Test
  void failsWhenKafkaRefusesAnEvent() throws Exception {
    createTopic(Map.of("max.message.bytes", "2000"));
    byte[] noise = new byte[10_000];
    new Random(7).nextBytes(noise);
    String large =
        Events.running(1, AT)
            .replace("\"notion\"", '"' + Base64.getEncoder().encodeToString(noise) + '"');
    Path file = write("large.jsonl", large);

    Cli.Result result = cli().run("replay", file.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).startsWith("sent 0, skipped 0, ");
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("too large", "max.message.bytes", topic);
  }

  @Test
  void failsOnGzipThatIsCutShortAndHasSentWhatWasBefore() throws Exception {
    createTopic(Map.of());
    byte[] whole = gzip((Events.running(1, AT) + "\n").repeat(1_000));
    Path file = directory.resolve("cut.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length - 12));

    Cli.Result result = cli().run("replay", file.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .startsWith("syncpulse: cannot read " + file + " to its end: ");
    // What could be unpacked before the cut came out whole: some lines of the thousand.
    assertThat(result.out()).startsWith("sent " + records().size() + ", skipped 0, ");
    assertThat(records()).hasSizeGreaterThan(100);
  }

  @Test
  void namesATopicThatIsMissing() throws Exception {
    Path file = write("a.jsonl", Events.running(1, AT));

    Cli.Result result = cli().run("replay", file.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("has no topic '" + topic + "'", "SYNCPULSE_TOPIC");
  }

  @Test
  void saysThatKafkaCannotBeReached() throws Exception {
    Path file = write("a.jsonl", Events.running(1, AT));

    Cli.Result result =
        cli()
            .with("SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + Ports.free())
            .run("replay", file.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("cannot reach Kafka at 127.0.0.1:", "SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS");
  }

  private Cli cli() {
    return new Cli()
        .with("SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers())
        .with("SYNCPULSE_TOPIC", topic);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private void createTopic(Map<String, String> settings) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1).configs(settings))).all().get();
    }
  }

  /** Everything on the topic, as key=value, in the order of each partition. */
  private List<String> records() {
    Map<String, Object> settings = Map.of("bootstrap.servers", KAFKA.bootstrapServers());
    List<String> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(1))) {
          records.add(each.key() + "=" + each.value());
        }
      }
    }
    return records;
  }
}
