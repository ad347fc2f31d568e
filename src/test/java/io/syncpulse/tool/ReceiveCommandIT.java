package io.syncpulse.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.demo.Ports;
import io.syncpulse.receive.Signer;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.Services;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiveCommandIT {

  private static final Signer SIGNER = new Signer("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private final KafkaService kafka = Services.kafka();
  private final String topic = "received-" + UUID.randomUUID();
  private final int port = Ports.free();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicInteger exit = new AtomicInteger(-1);
  private final Thread receive =
      new Thread(() -> exit.set(cli().run(out, err, "receive")), "receive");

  @TempDir Path directory;

  @AfterEach
  void stop() throws InterruptedException {
    receive.interrupt();
    receive.join();
  }

  @Test
  void receivesUntilItIsStopped() throws Exception {
    kafka.createTopic(topic, 1);
    receive.start();
    Awaitility.await().until(() -> out.toString().contains("\n"));

    assertThat(out.toString().strip())
        .isEqualTo("receiving on http://127.0.0.1:" + port + "/webhooks/airweave");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> deliver("{\"event_type\":\"sync.running\"}") == 204);
    receive.interrupt();
    receive.join();
    assertThat(exit).hasValue(0);
    assertThat(Ports.isFree(port)).isTrue();
  }

  @Test
  void receivesWithoutItsTopicButSaysSo() {
    receive.start();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> err.toString().contains("\n"));

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .isEqualTo(
            "syncpulse: not ready yet: Kafka has no topic "
                + topic
                + ": create it, or correct --topic.");
  }

  @Test
  void namesAPortThatIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Cli.Result result = cli().run("receive", "--receiver-port", "" + other.getLocalPort());

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.errLines())
          .singleElement()
          .asString()
          .contains("" + other.getLocalPort(), "--receiver-port", "SYNCPULSE_RECEIVER_PORT");
    }
  }

  @Test
  void takesMoreSettingsOfKafkaFromAFileAndNamesWhatIsWrongWithThem() throws IOException {
    Path wrong = Files.writeString(directory.resolve("kafka.properties"), "linger.ms=long\n");

    Cli.Result missing = cli().run("receive", "--kafka-properties", "no-such-file");
    Cli.Result malformed = cli().run("receive", "--kafka-properties", wrong.toString());

    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.errLines())
        .singleElement()
        .asString()
        .contains("cannot read no-such-file", "SYNCPULSE_KAFKA_PROPERTIES");
    assertThat(malformed.exit()).isEqualTo(1);
    assertThat(malformed.errLines())
        .singleElement()
        .asString()
        .contains("--kafka-properties", "linger.ms");
  }

  private int deliver(String event) throws IOException, InterruptedException {
    byte[] body = event.getBytes(UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/airweave"))
            .headers(SIGNER.headers("msg_1", Instant.now(), body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private Cli cli() {
    return new Cli()
        .with("SYNCPULSE_WEBHOOK_SECRET", SIGNER.secret())
        .with("SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
        .with("SYNCPULSE_TOPIC", topic)
        .with("SYNCPULSE_RECEIVER_PORT", "" + port);
  }
}
