package io.syncpulse.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends simulated events to Kafka, each at its time: what should have arrived before goes out at
 * full speed, what is yet to come is waited for.
 */
final class Feed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Iterator<SimulatedEvent> events;
  private final String topic;
  private final Clock clock;
  private final Consumer<Long> caughtUp;
  private final KafkaProducer<String, byte[]> producer;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "simulation");

  private Feed(
      Iterator<SimulatedEvent> events,
      String bootstrapServers,
      String topic,
      Clock clock,
      Consumer<Long> caughtUp) {
    this.events = events;
    this.topic = topic;
    this.clock = clock;
    this.caughtUp = caughtUp;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "compression.type", "lz4"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /**
   * Starts to send.
   *
   * @param caughtUp is told once how many events lay in the past, when they are all in Kafka
   */
  static Feed start(
      Iterator<SimulatedEvent> events,
      String bootstrapServers,
      String topic,
      Clock clock,
      Consumer<Long> caughtUp) {
    Feed feed = new Feed(events, bootstrapServers, topic, clock, caughtUp);
    feed.thread.start();
    return feed;
  }

  private void run() {
    try {
      SimulatedEvent next = sendThePast();
      while (next != null && !stop.await(untilMillis(next), TimeUnit.MILLISECONDS)) {
        send(next);
        next = events.hasNext() ? events.next() : null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      LOG.error("The simulation ends, Kafka does not take its events", e);
    } finally {
      producer.close(STOP_LIMIT);
    }
  }

  /** Returns the first event that is not of the past; null when there is none. */
  private SimulatedEvent sendThePast() {
    long sent = 0;
    SimulatedEvent next = null;
    while (stop.getCount() > 0 && events.hasNext()) {
      next = events.next();
      if (untilMillis(next) > 0) {
        break;
      }
      send(next);
      sent++;
      next = null;
    }
    if (stop.getCount() > 0) {
      producer.flush();
      caughtUp.accept(sent);
    }
    return next;
  }

  private void send(SimulatedEvent event) {
    var unused =
        producer.send(
            new ProducerRecord<>(topic, event.key(), event.payload()),
            (metadata, failure) -> {
              if (failure != null && stop.getCount() > 0) {
                LOG.warn("Kafka did not take a simulated event", failure);
              }
            });
  }

  private long untilMillis(SimulatedEvent event) {
    Instant now = clock.instant();
    return Math.max(0, Duration.between(now, event.arrival()).toMillis());
  }

  /** Stops sending; what Kafka has not taken within some seconds is dropped. */
  @Override
  public void close() throws InterruptedException {
    stop.countDown();
    thread.join(2 * STOP_LIMIT.toMillis());
  }
}
