package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncpulse.demo.Topics;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import io.syncpulse.tool.Migrations;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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

  private void build() {
    SyncPulseJob.build(
        StreamExecutionEnvironment.createLocalEnvironment(), JobSettings.of(settings));
  }
}
