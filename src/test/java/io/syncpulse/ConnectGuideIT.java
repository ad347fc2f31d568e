package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncpulse.demo.Topics;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What the guide tells people to do with Airweave's Postgres and with Debezium works as it says.
 */
class ConnectGuideIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-04-01T12:00:00Z");

  private final String guide;

  ConnectGuideIT() throws Exception {
    guide = Files.readString(Path.of("src/docs/connect-airweave.md"));
  }

  @Test
  void theConnectorOfTheGuideCapturesWhatIsReadAndNothingElse() throws Exception {
    try (PostgresService source = Services.ownPostgres();
        Airweave airweave = new Airweave(source)) {
      execute(source, first("sql"));
      airweave.addSync(0);
      airweave.connect(0, "notion", NOON);
      airweave.queue(0, 0, NOON);

      Topics.create(Services.kafka().bootstrapServers(), heartbeats(), 1);
      try (ChangeCapture capture = new ChangeCapture(source, Services.kafka(), connector(), 1)) {
        assertThat(guide)
            .contains("rows.jobs-topic: " + capture.jobsTopic())
            .contains("rows.connections-topic: " + capture.connectionsTopic());
        List<ConsumerRecord<byte[], byte[]>> changes = read(capture, 2);
        airweave.start(0, NOON.plusSeconds(1));
        changes.addAll(read(capture, 3));

        assertThat(columns(changes, capture.connectionsTopic()))
            .containsExactlyInAnyOrder(
                "id", "organization_id", "sync_id", "short_name", "created_at", "modified_at");
        assertThat(columns(changes, capture.jobsTopic()))
            .contains("id", "sync_id", "status", "failed_at", "error_category", "modified_at")
            .doesNotContain("sync_metadata", "entities_encountered", "created_by_email");
      }
      assertThat(slots(source, blocks("sql").get(1))).containsExactly("syncpulse");
    }
  }

  /** The topic that the guide tells people to have. */
  private String heartbeats() {
    String topic = "__debezium-heartbeat.airweave";
    assertThat(guide).contains(topic);
    return topic;
  }

  private Map<String, String> connector() throws Exception {
    JsonNode config = JSON.readTree(first("json")).get("config");
    Map<String, String> connector =
        new HashMap<>(JSON.convertValue(config, new TypeReference<Map<String, String>>() {}));
    connector.put("database.password", "change-me");
    connector.put("converter.schemas.enable", connector.get("value.converter.schemas.enable"));
    return connector;
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(ChangeCapture capture, int count) {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers", Services.kafka().bootstrapServers(),
            "group.id", UUID.randomUUID().toString(),
            "auto.offset.reset", "earliest");
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(capture.jobsTopic(), capture.connectionsTopic()));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
                return read.size() >= count;
              });
    }
    return read;
  }

  private static Set<String> columns(List<ConsumerRecord<byte[], byte[]>> changes, String topic)
      throws Exception {
    Set<String> columns = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> change : changes) {
      if (change.topic().equals(topic)) {
        JSON.readTree(change.value()).get("after").fieldNames().forEachRemaining(columns::add);
      }
    }
    return columns;
  }

  private static void execute(PostgresService postgres, String sql) throws Exception {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> slots(PostgresService postgres, String query) throws Exception {
    List<String> slots = new ArrayList<>();
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      while (row.next()) {
        slots.add(row.getString("slot_name"));
      }
    }
    return slots;
  }

  private static Connection connect(PostgresService postgres) throws Exception {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private String first(String language) {
    return blocks(language).get(0);
  }

  private List<String> blocks(String language) {
    Matcher block =
        Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL).matcher(guide);
    List<String> blocks = new ArrayList<>();
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }
}
