package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncpulse.demo.Topics;
import io.syncpulse.services.FlinkCluster;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import io.syncpulse.tool.Migrations;
import io.syncpulse.tool.SyncPulse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The job's jar on a plain Flink cluster of processes, submitted as {@code flink run} does. */
class FlinkRunIT {

  private static final Path JAR = Path.of("target", "syncpulse-job.jar");
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String JOB = "a0000000-0000-4000-8000-000000000001";
  private static final String CONNECTION = "c0000000-0000-4000-8000-000000000001";

  private static FlinkCluster cluster;

  @TempDir static Path home;
  @TempDir Path directory;

  @BeforeAll
  static void startCluster() throws IOException {
    cluster = FlinkCluster.start(home, Map.of());
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void turnsEventsIntoHistory() throws Exception {
    try (PostgresService postgres = Services.postgres();
        KafkaService kafka = Services.kafka()) {
      String topic = "events-" + UUID.randomUUID();
      Topics.create(kafka.bootstrapServers(), topic, 3);
      Migrations.migrate(postgres.jdbcUrl(), postgres.user(), postgres.password());
      replay(kafka, topic, "sync.running", "2026-01-01T00:00:00Z");

      cluster.run(JAR, "--config", configuration(postgres, kafka, topic).toString());

      Awaitility.await().atMost(SOON).until(() -> status(postgres).equals("running"));
      replay(kafka, topic, "sync.completed", "2026-01-01T00:01:30Z");
      Awaitility.await().atMost(SOON).until(() -> status(postgres).equals("completed"));
      Awaitility.await().atMost(SOON).until(() -> checkpoints() > 0);
      JsonNode job = job();
      assertThat(job.path("name").asText()).isEqualTo(SyncPulseJob.NAME);
      assertThat(job.path("state").asText()).isEqualTo("RUNNING");
      assertThat(cluster.get("/jobs/" + job.path("jid").asText() + "/exceptions").toString())
          .contains("\"entries\":[]");
    }
  }

  @Test
  void refusesWrongSettingsBeforeAnythingRuns() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("wrong.properties"),
            "topik=events\njdbc.password=s3cret\nlateness=soon\n");

    assertThatThrownBy(() -> cluster.run(JAR, "--config", file.toString(), "--mode", "x"))
        .hasMessageContaining("topik: there is no such setting")
        .hasMessageContaining("lateness: ")
        .hasMessageContaining("mode: ")
        .hasMessageNotContaining("s3cret");
  }

  private Path configuration(PostgresService postgres, KafkaService kafka, String topic)
      throws IOException {
    return Files.writeString(
        directory.resolve("syncpulse.yaml"),
        """
        kafka:
          bootstrap-servers: "%s"
        topic: "%s"
        dead-letter-topic: "%s-dead"
        jdbc:
          url: "%s"
          user: "%s"
          password: "%s"
        checkpoint.interval: 1 s
        """
            .formatted(
                kafka.bootstrapServers(),
                topic,
                topic,
                postgres.jdbcUrl(),
                postgres.user(),
                postgres.password()));
  }

  private static void replay(KafkaService kafka, String topic, String type, String at) {
    String event =
        """
        {"event_type":"%s","timestamp":"%s","sync_job_id":"%s","source_connection_id":"%s",\
        "organization_id":"00000000-0000-4000-8000-000000000001",\
        "sync_id":"50000000-0000-4000-8000-000000000001","source_type":"notion"}"""
            .formatted(type, at, JOB, CONNECTION);
    Map<String, String> environment =
        Map.of(
            "SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS",
            kafka.bootstrapServers(),
            "SYNCPULSE_TOPIC",
            topic,
            "SYNCPULSE_BAD_LINES",
            "fail");
    ByteArrayInputStream in = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    CommandLine command =
        SyncPulse.commandLine(environment, in, OutputStream.nullOutputStream(), false)
            .setOut(new PrintWriter(Writer.nullWriter()));
    assertThat(command.execute("replay", "-")).isZero();
  }

  private static String status(PostgresService postgres) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery("SELECT status FROM sync_job WHERE id = '" + JOB + "'")) {
      return row.next() ? row.getString(1) : "(none)";
    }
  }

  private static JsonNode job() throws IOException {
    return cluster.get("/jobs/overview").path("jobs").path(0);
  }

  private static int checkpoints() throws IOException {
    return cluster
        .get("/jobs/" + job().path("jid").asText() + "/checkpoints")
        .path("counts")
        .path("completed")
        .asInt();
  }
}
