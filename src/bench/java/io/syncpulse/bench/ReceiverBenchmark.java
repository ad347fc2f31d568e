package io.syncpulse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.syncpulse.demo.EmbeddedKafka;
import io.syncpulse.demo.Ports;
import io.syncpulse.demo.Topics;
import io.syncpulse.http.HttpServer;
import io.syncpulse.receive.ReceiverSettings;
import io.syncpulse.receive.Signer;
import io.syncpulse.receive.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The webhook receiver under {@code wrk}, against a server that only reads the body and answers,
 * and against a plain producer that has as many events under way. All three in turn, on one Kafka.
 *
 * <p>Arguments: connections, seconds a round, rounds. Default: 64 15 4; the first round warms up.
 */
public final class ReceiverBenchmark {

  private static final String TOPIC = "sync-events";
  private static final Signer SIGNER = new Signer("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final String CONNECTION = "c0000000-0000-4000-8000-000000000001";
  private static final byte[] EVENT =
      """
      {"event_type":"sync.completed","timestamp":"2026-01-01T00:00:00.123456+00:00",\
      "organization_id":"5eedc0de-0000-4000-8000-000000000001","sync_id":"50000000-0000-4000-8000-000000000001",\
      "sync_job_id":"a0000000-0000-4000-8000-000000000001","collection_id":"b0000000-0000-4000-8000-000000000001",\
      "source_connection_id":"%s","source_type":"notion","collection_name":"Handbook",\
      "collection_readable_id":"handbook-x7k2","entities_inserted":0,"entities_updated":0,"entities_deleted":0,\
      "entities_skipped":0,"chunks_written":0,"error":null}"""
          .formatted(CONNECTION)
          .getBytes(UTF_8);

  private record Round(double rate, double p99Millis) {}

  private ReceiverBenchmark() {}

  public static void main(String[] args) throws Exception {
    int connections = args.length > 0 ? Integer.parseInt(args[0]) : 64;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 4;
    // As in production, so with a line for each request: send standard error elsewhere.
    System.setProperty("logback.configurationFile", "logback.xml");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free())) {
      Topics.create(kafka.bootstrapServers(), TOPIC, 4);
      Properties clients = new Properties();
      clients.setProperty("bootstrap.servers", kafka.bootstrapServers());
      try (WebhookReceiver receiver =
              WebhookReceiver.start(
                  new ReceiverSettings("127.0.0.1", 0, SIGNER.secret(), TOPIC, clients));
          HttpServer nothing =
              HttpServer.start(
                  "127.0.0.1",
                  0,
                  config ->
                      config.routes.post(
                          "/webhooks/airweave",
                          context ->
                              context.status(context.bodyAsBytes().length > 0 ? 204 : 400)))) {
        while (receiver.trouble().isPresent()) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
        System.out.printf("%d bytes an event, %d connections%n", EVENT.length, connections);
        List<Double> toNothing = new ArrayList<>();
        List<Double> toProducer = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
          Round idle = wrk(nothing.port(), connections, seconds);
          Round plain = produce(kafka.bootstrapServers(), connections, seconds);
          Round receive = wrk(receiver.port(), connections, seconds);
          if (i > 0) {
            print("no-op handler", idle);
            print("plain producer", plain);
            print("receiver", receive);
            toNothing.add(receive.rate / idle.rate);
            toProducer.add(receive.rate / plain.rate);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "medians: receiver/no-op %.2f  receiver/producer %.2f%n",
            median(toNothing),
            median(toProducer));
      }
    }
  }

  /**
   * One signed event, again and again: the receiver takes what comes twice. Fails if one is
   * refused, or takes longer than Svix waits.
   */
  private static Round wrk(int port, int connections, int seconds)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("webhook", ".lua");
    StringBuilder lua = new StringBuilder("wrk.method = \"POST\"\n");
    lua.append("wrk.body = [[").append(new String(EVENT, UTF_8)).append("]]\n");
    String[] headers = SIGNER.headers("msg_load", Instant.now(), EVENT);
    for (int i = 0; i < headers.length; i += 2) {
      lua.append("wrk.headers[\"%s\"] = \"%s\"\n".formatted(headers[i], headers[i + 1]));
    }
    Files.writeString(script, lua);
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "-t2",
                "-c" + connections,
                "-d" + seconds + "s",
                "--latency",
                "--timeout=15s",
                "-s" + script,
                "http://127.0.0.1:" + port + "/webhooks/airweave")
            .redirectErrorStream(true)
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), UTF_8);
    wrk.waitFor();
    Files.delete(script);
    if (said.contains("Non-2xx") || said.contains("Socket errors")) {
      throw new IllegalStateException(said);
    }
    Matcher p99 = find("99%\\s+([\\d.]+)(us|ms|s)", said);
    double unit = Map.of("us", 0.001, "ms", 1.0, "s", 1000.0).get(p99.group(2));
    return new Round(
        Double.parseDouble(find("Requests/sec:\\s+([\\d.]+)", said).group(1)),
        Double.parseDouble(p99.group(1)) * unit);
  }

  private static Matcher find(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("No " + pattern + " in:\n" + text);
    }
    return found;
  }

  /** As many events under way as {@code wrk} has connections, and no HTTP. */
  private static Round produce(String servers, int underWay, int seconds)
      throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "compression.type",
            "lz4",
            "linger.ms",
            2);
    Semaphore free = new Semaphore(underWay);
    long[] nanos = new long[20_000_000];
    int[] acknowledged = {0};
    long start = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] key = CONNECTION.getBytes(UTF_8);
      while (System.nanoTime() - start < seconds * 1_000_000_000L) {
        free.acquire();
        long sent = System.nanoTime();
        var unused =
            producer.send(
                new ProducerRecord<>(TOPIC, key, EVENT),
                (metadata, failure) -> {
                  nanos[acknowledged[0]++] = System.nanoTime() - sent;
                  free.release();
                });
      }
    }
    double took = (System.nanoTime() - start) / 1e9;
    Arrays.sort(nanos, 0, acknowledged[0]);
    return new Round(acknowledged[0] / took, nanos[(int) (acknowledged[0] * 0.99)] / 1e6);
  }

  private static void print(String what, Round round) {
    System.out.printf(
        Locale.ROOT, "%-14s %,8.0f/s  p99 %6.1f ms%n", what, round.rate, round.p99Millis);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
