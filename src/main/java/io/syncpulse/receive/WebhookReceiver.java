package io.syncpulse.receive;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.syncpulse.http.HttpServer;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * The HTTP server that takes the platform's webhooks and puts their events into Kafka.
 *
 * <p>Starts without Kafka too and says at {@code /health/ready} what it misses.
 */
public final class WebhookReceiver implements AutoCloseable {

  /** More than Kafka takes long for: at a tenth of a second each, 20,000 a second. */
  private static final int MOST_REQUESTS = 2_000;

  private static final long MOST_BYTES = 32L << 20;

  private final ReceiverHealth health;
  private final TopicWriter topic;
  private final HttpServer server;

  private WebhookReceiver(ReceiverHealth health, TopicWriter topic, HttpServer server) {
    this.health = health;
    this.topic = topic;
    this.server = server;
  }

  /**
   * Starts the receiver and returns when it listens.
   *
   * @throws IllegalStateException when the port cannot be taken; the message names it
   * @throws KafkaException when the settings of Kafka's clients are wrong
   */
  public static WebhookReceiver start(ReceiverSettings settings) {
    return start(settings, InstantSource.system(), new InFlight(MOST_REQUESTS, MOST_BYTES));
  }

  /** With a clock for the age of signatures, and bounds of its own. */
  static WebhookReceiver start(ReceiverSettings settings, InstantSource clock, InFlight inFlight) {
    TopicWriter topic = TopicWriter.open(settings);
    ReceiverHealth health = ReceiverHealth.open(settings, topic);
    try {
      ReceiverMetrics metrics = new ReceiverMetrics(inFlight);
      ReceiveWebhook webhook =
          new ReceiveWebhook(settings.secrets(), topic, inFlight, metrics, clock);
      HttpServer server =
          HttpServer.start(
              settings.host(),
              settings.port(),
              config -> register(config.routes, webhook, health, metrics));
      return new WebhookReceiver(health, topic, server);
    } catch (RuntimeException e) {
      health.close();
      topic.close();
      throw e;
    }
  }

  private static void register(
      RoutesConfig routes, ReceiveWebhook webhook, ReceiverHealth health, ReceiverMetrics metrics) {
    routes.post("/webhooks/airweave", webhook);
    read(routes, "/health/live", health::live);
    read(routes, "/health/ready", health::ready);
    read(routes, "/metrics", metrics::show);
  }

  private static void read(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Why it cannot store events now; empty when it can. Waits some seconds for Kafka at most. */
  public Optional<String> trouble() {
    return health.trouble().join();
  }

  /** Takes no new webhooks, and answers those under way first (for a bounded time). */
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      health.close();
      topic.close();
    }
  }
}
