package io.syncpulse.receive;

import static io.syncpulse.receive.RunningReceiver.SIGNER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.demo.Ports;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.Services;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the receiver says while Kafka is away, and that nothing it acknowledged is missing. */
class KafkaOutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EVENT = "{\"event_type\":\"sync.running\"}";
  private static final int SENDERS = 16;
  private static final int ENOUGH = 2_000;

  @Test
  void nothingAcknowledgedIsMissingOverARestartUnderLoad() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    try (KafkaService kafka = Services.ownKafka();
        RunningReceiver receiver = RunningReceiver.start(kafka)) {
      Map<String, String> acknowledged = new ConcurrentHashMap<>();
      Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger number = new AtomicInteger();
      ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
      for (int i = 0; i < SENDERS; i++) {
        Random random = new Random(seed + i);
        senders.execute(
            () -> {
              while (!enough.get()) {
                deliverUntilTaken(
                    receiver, "msg_" + number.incrementAndGet(), random, acknowledged, refusals);
              }
            });
      }

      await().atMost(PATIENCE).until(() -> acknowledged.size() > ENOUGH);
      kafka.stop();
      await().atMost(PATIENCE).until(() -> refusals.size() >= SENDERS);
      int before = acknowledged.size();
      assertThat(receiver.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(receiver.get("/health/live").statusCode()).isEqualTo(200);
      kafka.start();
      await().atMost(PATIENCE).until(() -> acknowledged.size() > before + ENOUGH);
      enough.set(true);
      senders.shutdown();
      assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

      assertThat(refusals).containsOnly(503);
      Map<String, Set<String>> stored =
          receiver.records().stream()
              .collect(
                  Collectors.groupingBy(
                      record -> text(record.headers().lastHeader("webhook-id").value()),
                      Collectors.mapping(record -> text(record.value()), Collectors.toSet())));
      assertThat(acknowledged).hasSize(number.get());
      acknowledged.forEach((id, body) -> assertThat(stored.get(id)).as(id).containsExactly(body));
      assertThat(stored.keySet()).isSubsetOf(acknowledged.keySet());
      assertThat(receiver.metric("syncpulse_webhooks_in_flight_bytes")).isZero();
    }
  }

  /** Like Svix: the same message again until it is taken, only sooner. */
  private static void deliverUntilTaken(
      RunningReceiver receiver,
      String id,
      Random random,
      Map<String, String> acknowledged,
      Queue<Integer> refusals) {
    String body = EVENT.replace("}", ",\"id\":\"" + id + "\",\"x\":\"" + random.nextLong() + "\"}");
    int status = receiver.deliver(id, body).statusCode();
    while (status != 204) {
      refusals.add(status);
      status = receiver.deliver(id, body).statusCode();
    }
    acknowledged.put(id, body);
  }

  @Test
  void withoutKafkaItIsAskedToComeAgainWithinSvixsPatience() throws Exception {
    try (KafkaService kafka = Services.ownKafka();
        RunningReceiver receiver = RunningReceiver.start(kafka)) {
      kafka.stop();
      byte[] event = EVENT.getBytes(UTF_8);

      CompletableFuture<HttpResponse<String>> waiting =
          receiver.send(
              "POST",
              RunningReceiver.PATH,
              HttpRequest.BodyPublishers.ofByteArray(event),
              SIGNER.headers("msg_waits", Instant.now(), event));

      assertUnavailable(waiting.orTimeout(15, TimeUnit.SECONDS).join(), "Kafka cannot be reached");
      assertUnavailable(receiver.get("/health/ready"), "Kafka cannot be reached");
      assertThat(receiver.metric("syncpulse_webhooks_total{outcome=\"not_stored\"}")).isEqualTo(1);

      kafka.start();
      await().atMost(PATIENCE).until(() -> receiver.deliver(EVENT).statusCode() == 204);
      await().atMost(PATIENCE).until(() -> receiver.get("/health/ready").statusCode() == 200);
    }
  }

  @Test
  void itStartsWithoutKafka() throws Exception {
    try (RunningReceiver receiver = RunningReceiver.startAlone("127.0.0.1:" + Ports.free())) {
      assertUnavailable(receiver.deliver(EVENT), "Kafka cannot be reached");
      assertUnavailable(receiver.get("/health/ready"), "Kafka cannot be reached");
      assertThat(receiver.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    }
  }

  @Test
  void withoutTheTopicItSaysWhatToDoAndIsReadyOnceThatIsDone() throws Exception {
    try (RunningReceiver receiver =
        RunningReceiver.startAlone(Services.kafka().bootstrapServers())) {
      assertUnavailable(receiver.get("/health/ready"), "has no topic " + receiver.topic);
      assertThat(receiver.deliver(EVENT).statusCode()).isEqualTo(503);

      receiver.createTopic(Map.of());

      receiver.awaitReady();
      assertThat(receiver.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
      assertThat(receiver.deliver(EVENT).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void anEventThatTheTopicDoesNotTakeIsTooLarge() throws Exception {
    try (RunningReceiver receiver =
        RunningReceiver.startAlone(Services.kafka().bootstrapServers())) {
      receiver.createTopic(Map.of("max.message.bytes", "2000"));
      receiver.awaitReady();
      StringBuilder noise = new StringBuilder();
      new Random(7).ints(10_000, 'a', 'z').forEach(c -> noise.append((char) c));

      HttpResponse<String> response = receiver.deliver(EVENT.replace("running", noise.toString()));

      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("max.message.bytes", receiver.topic);
      assertThat(receiver.records()).isEmpty();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static void assertUnavailable(HttpResponse<String> response, String detail) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains(detail);
    assertThat(response.headers().firstValueAsLong("retry-after").orElseThrow()).isPositive();
  }
}
