package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.receive.ReceiverSettings;
import io.syncpulse.receive.Signer;
import io.syncpulse.receive.WebhookReceiver;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From the platform's webhooks to the tables, through the receiver and the job as they are. */
class WebhooksIT {

  private static final Instant LAST_YEAR = Instant.parse("2025-06-01T00:00:00Z");
  private static final Signer SIGNER = new Signer("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private final KafkaService kafka = Services.kafka();
  private final HttpClient platform = HttpClient.newHttpClient();
  private int delivered;

  @Test
  void whatIsDeliveredTwiceIsTakenTwiceAndFoldedOnce() throws Exception {
    Workload workload = Workload.of(new Random().nextLong(), LAST_YEAR, 20, 200);
    List<Workload.Line> lines = workload.inOrder();
    try (PostgresService postgres = Services.postgres()) {
      TestJob job = new TestJob(kafka, postgres, "webhooks");
      try (WebhookReceiver receiver = WebhookReceiver.start(settings(job.topic()))) {
        await().atMost(Duration.ofSeconds(30)).until(() -> receiver.trouble().isEmpty());
        for (int i = 0; i < lines.size(); i++) {
          deliver(receiver, "msg_" + i, lines.get(i));
          if (i % 3 == 0) {
            deliver(receiver, "msg_" + i, lines.get(i));
          }
        }
      }

      Map<String, Long> counted = job.runBounded();

      assertThat(delivered).isGreaterThan(lines.size());
      assertThat(counted.get("records_read")).isEqualTo(delivered);
      assertThat(counted.get("dead_lettered")).isZero();
      assertThat(JobRow.all(postgres)).isEqualTo(workload.truth());
    }
  }

  private ReceiverSettings settings(String topic) {
    Properties clients = new Properties();
    clients.setProperty("bootstrap.servers", kafka.bootstrapServers());
    return new ReceiverSettings("127.0.0.1", 0, SIGNER.secret(), topic, clients);
  }

  private void deliver(WebhookReceiver receiver, String id, Workload.Line line)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + receiver.port() + "/webhooks/airweave"))
            .headers(SIGNER.headers(id, Instant.now(), line.json()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(line.json()))
            .build();
    HttpResponse<String> answer = platform.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    delivered++;
  }
}
