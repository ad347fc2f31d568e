package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncpulse.demo.Topics;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import io.syncpulse.tool.Migrations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with the surroundings is said when the job is submitted, not by restarts. */
class SubmitIT {

  private final KafkaService kafka = Services.kafka();
  private final PostgresService postgres = Services.postgres();
  private final String topic = "submit-" + UUID.randomUUID();
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void setUp() {
    settings.put("kafka.bootstrap-servers", kafka.bootstrapServers());
    settings.put("topic", topic);
    settings.put("dead-letter-topic", topic + "-dead");
    settings.put("jdbc.url", postgres.jdbcUrl());
    settings.put("jdbc.user", postgres.user());
    settings.put("jdbc.password", postgres.password());
  }

  @AfterEach
  void tearDown() throws Exception {
    postgres.close();
  }

  @Test
  void aMissingTopicIsNamed() {
    assertThatThrownBy(this::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Kafka topic " + topic + " does not exist")
        .hasMessageContaining("create it");
  }

  @Test
  void aDeadLetterTopicThatIsTooSmallIsRefused() {
    Topics.create(kafka.bootstrapServers(), topic, 1);
    Topics.create(kafka.bootstrapServers(), topic + "-dead", 1);

    assertThatThrownBy(this::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(topic + "-dead takes records of")
        .hasMessageContaining("set its max.message.bytes to");
  }

  @Test
  void aMissingTopicOfRowsIsNamedLikeTheOther() {
    Topics.create(kafka.bootstrapServers(), topic, 1);
    Topics.create(kafka.bootstrapServers(), topic + ".jobs", 1);
    readRows();

    assertThatThrownBy(this::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Kafka topic " + topic + ".connections does not exist");
  }

  @Test
  void deadLettersMustHaveRoomForTheLargestRecordOfAnyTopic() throws Exception {
    Topics.create(kafka.bootstrapServers(), topic, 1);
    Topics.create(kafka.bootstrapServers(), topic + ".connections", 1);
    create(topic + ".jobs", 4 << 20);
    create(topic + "-dead", 2 << 20);
    readRows();

    assertThatThrownBy(this::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(topic + "-dead takes records of " + (2 << 20) + " bytes")
        .hasMessageContaining("set its max.message.bytes to " + ((4 << 20) + 16 * 1024));
  }

  @Test
  void aDatabaseWithoutTheSchemaIsRefused() {
    Topics.create(kafka.bootstrapServers(), topic, 1);

    assertThatThrownBy(this::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("schema")
        .hasMessageContaining("migrate");
  }

  @Test
  void aDatabaseThatIsAwayIsWaitedForByTheJobItself() {
    Topics.create(kafka.bootstrapServers(), topic, 1);
    Migrations.migrate(postgres.jdbcUrl(), postgres.user(), postgres.password());
    settings.put("jdbc.url", "jdbc:postgresql://127.0.0.1:1/syncpulse");

    build();
  }

  @Test
  void aKafkaThatDoesNotAnswerIsNamed() {
    settings.put("kafka.bootstrap-servers", "127.0.0.1:1");

    assertThatThrownBy(this::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Kafka at 127.0.0.1:1 does not answer")
        .hasMessageContaining("kafka.bootstrap-servers");
  }

  private void readRows() {
    settings.put("rows.jobs-topic", topic + ".jobs");
    settings.put("rows.connections-topic", topic + ".connections");
  }

  private void create(String name, int largestRecord) throws Exception {
    NewTopic wanted =
        new NewTopic(name, 1, (short) 1)
            .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + largestRecord));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(wanted)).all().get();
    }
  }

  private void build() {
    SyncPulseJob.build(
        StreamExecutionEnvironment.createLocalEnvironment(), JobSettings.of(settings));
  }
}
