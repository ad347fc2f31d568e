package io.syncpulse.receive;

import static io.syncpulse.receive.RunningReceiver.PATH;
import static io.syncpulse.receive.RunningReceiver.SECRET;
import static io.syncpulse.receive.RunningReceiver.SIGNER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.http.RawClient;
import io.syncpulse.services.Services;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Clients that send slowly, or never to the end: they end, and nobody else notices. */
class SlowClientsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EVENT = "{\"event_type\":\"sync.running\"}";

  /** More than the server has threads. */
  private static final int CROWD = 400;

  @Test
  void aBodyThatDripsIsEndedAndOthersAreServedMeanwhile() throws Exception {
    try (RunningReceiver receiver = RunningReceiver.start(Services.kafka());
        RawClient slow = new RawClient(receiver.port)) {
      slow.send(head("Content-Length: 100000")).send("{").drip(' ');

      assertThat(receiver.deliver(EVENT).statusCode()).isEqualTo(204);
      assertThat(slow.answer()).startsWith("HTTP/1.1 408 ").contains("did not come in time");
      assertThat(receiver.records()).hasSize(1);
    }
  }

  @Test
  void aHeadThatDripsIsEndedAndOthersAreServedMeanwhile() throws Exception {
    try (RunningReceiver receiver = RunningReceiver.start(Services.kafka());
        RawClient slow = new RawClient(receiver.port)) {
      slow.send("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nx: ").drip('a');

      assertThat(receiver.deliver(EVENT).statusCode()).isEqualTo(204);
      assertThat(slow.answer()).doesNotContain(" 20");
    }
  }

  @Test
  void aCrowdOfHalfBodiesHoldsNoThread() throws Exception {
    List<RawClient> crowd = new ArrayList<>();
    try (RunningReceiver receiver = RunningReceiver.start(Services.kafka())) {
      for (int i = 0; i < CROWD; i++) {
        RawClient one = new RawClient(receiver.port);
        crowd.add(one.send(head("Transfer-Encoding: chunked")).send("1\r\n{\r\n"));
      }

      assertThat(receiver.deliver(EVENT).statusCode()).isEqualTo(204);
      for (RawClient one : crowd) {
        assertThat(one.answer()).startsWith("HTTP/1.1 408 ");
      }
      assertThat(receiver.metric("syncpulse_webhooks_total{outcome=\"too_slow\"}"))
          .isEqualTo(CROWD);
      assertThat(receiver.metric("syncpulse_webhooks_in_flight_bytes")).isZero();
      assertThat(receiver.records()).hasSize(1);
    } finally {
      for (RawClient one : crowd) {
        one.close();
      }
    }
  }

  @Test
  void whoGoesAwayInTheMiddleHasStoredNothing() throws Exception {
    try (RunningReceiver receiver = RunningReceiver.start(Services.kafka())) {
      // All of the event has come, but not all that was announced: it may not be all of it.
      byte[] event = EVENT.getBytes(UTF_8);
      String[] signed = SIGNER.headers("msg_half", Instant.now(), event);
      try (RawClient gone = new RawClient(receiver.port)) {
        gone.send(head("Content-Length: " + (event.length + 1), signed)).send(EVENT);
        await().atMost(PATIENCE).until(() -> receiver.metric("syncpulse_webhooks_in_flight") == 1);
      }

      await()
          .atMost(PATIENCE)
          .until(() -> receiver.metric("syncpulse_webhooks_total{outcome=\"abandoned\"}") == 1);
      assertThat(receiver.metric("syncpulse_webhooks_in_flight")).isZero();
      assertThat(receiver.records()).isEmpty();
    }
  }

  @Test
  void moreThanThereIsRoomForIsAskedToComeAgainAtOnce() throws Exception {
    try (RunningReceiver receiver = startWith(new InFlight(2, 1_000));
        RawClient first = new RawClient(receiver.port);
        RawClient second = new RawClient(receiver.port)) {
      first.send(head("Content-Length: 10"));
      second.send(head("Content-Length: 10"));
      await().atMost(PATIENCE).until(() -> receiver.metric("syncpulse_webhooks_in_flight") == 2);

      assertBusy(receiver.deliver(EVENT));

      assertThat(first.answer()).startsWith("HTTP/1.1 408 ");
      assertThat(receiver.deliver(EVENT).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void bodiesTakeRoomByWhatHasComeOfThem() throws Exception {
    try (RunningReceiver receiver = startWith(new InFlight(10, 1_000));
        RawClient announced = new RawClient(receiver.port);
        RawClient sent = new RawClient(receiver.port)) {
      announced.send(head("Content-Length: 900000")).send("{");
      await()
          .atMost(PATIENCE)
          .until(() -> receiver.metric("syncpulse_webhooks_in_flight_bytes") == 1);
      assertThat(receiver.deliver(EVENT).statusCode()).isEqualTo(204);

      sent.send(head("Content-Length: 900000")).send("{".repeat(990));
      await()
          .atMost(PATIENCE)
          .until(() -> receiver.metric("syncpulse_webhooks_in_flight_bytes") == 991);

      assertBusy(receiver.deliver(EVENT));
    }
  }

  @Test
  void aReceiverThatStopsFinishesWhatIsUnderWay() throws Exception {
    byte[] event = EVENT.getBytes(UTF_8);
    RunningReceiver receiver = RunningReceiver.start(Services.kafka());
    try (RawClient running = new RawClient(receiver.port)) {
      String[] signed = SIGNER.headers("msg_stop", Instant.now(), event);
      running.send(head("Content-Length: " + event.length, signed)).send(EVENT.substring(0, 5));
      await().atMost(PATIENCE).until(() -> receiver.metric("syncpulse_webhooks_in_flight") == 1);

      CompletableFuture<Void> stop = CompletableFuture.runAsync(receiver::close);
      await().atMost(PATIENCE).until(() -> !accepts(receiver));
      running.send(EVENT.substring(5));

      assertThat(running.status()).isEqualTo("HTTP/1.1 204 No Content");
      stop.get();
      assertThat(receiver.records()).hasSize(1);
    } finally {
      receiver.close();
    }
  }

  private static RunningReceiver startWith(InFlight inFlight) throws Exception {
    return RunningReceiver.start(Services.kafka(), SECRET, inFlight, InstantSource.system());
  }

  private static String head(String length, String... headers) {
    String[] signed =
        headers.length > 0 ? headers : SIGNER.headers("msg_slow", Instant.now(), new byte[0]);
    StringBuilder head =
        new StringBuilder("POST " + PATH + " HTTP/1.1\r\nHost: x\r\n" + length + "\r\n");
    for (int i = 0; i < signed.length; i += 2) {
      head.append(signed[i]).append(": ").append(signed[i + 1]).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static boolean accepts(RunningReceiver receiver) {
    try (RawClient client = new RawClient(receiver.port)) {
      return client
          .send("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .answer()
          .startsWith("HTTP/1.1 200 ");
    } catch (IOException refused) {
      return false;
    }
  }

  private static void assertBusy(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("come again");
    assertThat(response.headers().firstValueAsLong("retry-after").orElseThrow()).isPositive();
  }
}
