package io.syncpulse.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.syncpulse.services.KafkaService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** A receiver on a free port, with a topic of its own. */
final class RunningReceiver implements AutoCloseable {

  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final Signer SIGNER = new Signer(SECRET);
  static final String PATH = "/webhooks/airweave";

  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final String topic;
  final WebhookReceiver server;
  final int port;
  private final String servers;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningReceiver(
      String servers, String topic, String secrets, InFlight inFlight, InstantSource clock) {
    this.servers = servers;
    this.topic = topic;
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", servers);
    server =
        WebhookReceiver.start(
            new ReceiverSettings("127.0.0.1", 0, secrets, topic, kafka), clock, inFlight);
    port = server.port();
  }

  static RunningReceiver start(KafkaService kafka) throws Exception {
    return start(kafka, SECRET, room(), InstantSource.system());
  }

  static RunningReceiver start(
      KafkaService kafka, String secrets, InFlight inFlight, InstantSource clock) throws Exception {
    String topic = newName();
    createTopic(kafka.bootstrapServers(), topic, Map.of());
    RunningReceiver receiver =
        new RunningReceiver(kafka.bootstrapServers(), topic, secrets, inFlight, clock);
    receiver.awaitReady();
    return receiver;
  }

  /** Without waiting for Kafka, nor for the topic, which is not there. */
  static RunningReceiver startAlone(String bootstrapServers) {
    return new RunningReceiver(bootstrapServers, newName(), SECRET, room(), InstantSource.system());
  }

  static InFlight room() {
    return new InFlight(2_000, 32 << 20);
  }

  private static String newName() {
    return "webhooks-" + UUID.randomUUID();
  }

  void createTopic(Map<String, String> settings) throws Exception {
    createTopic(servers, topic, settings);
  }

  private static void createTopic(String servers, String topic, Map<String, String> settings)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      NewTopic wanted = new NewTopic(topic, PARTITIONS, (short) 1).configs(settings);
      admin.createTopics(List.of(wanted)).all().get();
    }
  }

  void awaitReady() {
    Awaitility.await().atMost(PATIENCE).until(() -> server.trouble().isEmpty());
  }

  /** Delivers a body under a new message id, signed now. */
  HttpResponse<String> deliver(String body) {
    return deliver("msg_" + UUID.randomUUID(), body);
  }

  HttpResponse<String> deliver(String id, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return post(bytes, SIGNER.headers(id, Instant.now(), bytes));
  }

  /** Posts a body as it is; the headers are names and values in turn. */
  HttpResponse<String> post(byte[] body, String... headers) {
    return send("POST", PATH, HttpRequest.BodyPublishers.ofByteArray(body), headers).join();
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody()).join();
  }

  CompletableFuture<HttpResponse<String>> send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body)
            .timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  /** The value of one line of the metrics. */
  double metric(String line) {
    return get("/metrics")
        .body()
        .lines()
        .filter(each -> each.startsWith(line + " "))
        .mapToDouble(each -> Double.parseDouble(each.substring(line.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + line));
  }

  /** Everything on the topic now. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    Map<String, Object> settings = Map.of("bootstrap.servers", servers);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    server.close();
  }
}
