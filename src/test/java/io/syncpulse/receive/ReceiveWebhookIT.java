package io.syncpulse.receive;

import static io.syncpulse.receive.RunningReceiver.PATH;
import static io.syncpulse.receive.RunningReceiver.SECRET;
import static io.syncpulse.receive.RunningReceiver.SIGNER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.EventParser;
import io.syncpulse.services.Services;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a webhook: what is answered, and what is in the topic. */
class ReceiveWebhookIT {

  private static final String CONNECTION = "c0000000-0000-4000-8000-00000000000a";
  private static final String EVENT =
      "{\"event_type\": \"sync.running\", \"source_connection_id\":\"" + CONNECTION + "\"}\n";
  private static final byte[] BYTES = EVENT.getBytes(UTF_8);

  private static RunningReceiver receiver;

  @BeforeAll
  static void start() throws Exception {
    receiver = RunningReceiver.start(Services.kafka());
  }

  @AfterAll
  static void stop() {
    receiver.close();
  }

  @Test
  void anEventIsStoredByteForByteUnderItsConnection() {
    String event = EVENT.replace("running", "füße \\u0000 " + "x".repeat(100_000));

    HttpResponse<String> response = receiver.deliver("msg_1", event);

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
    ConsumerRecord<byte[], byte[]> record = only(records("msg_1"));
    assertThat(new String(record.value(), UTF_8)).isEqualTo(event);
    assertThat(new String(record.key(), UTF_8)).isEqualTo(CONNECTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_type\":\"collection.created\"}",
        "{\"event_type\":\"sync.running\",\"source_connection_id\":\"7\"}",
      })
  void withoutAConnectionThereIsNoKey(String event) {
    assertThat(receiver.deliver("msg_keyless", event).statusCode()).isEqualTo(204);

    assertThat(records("msg_keyless"))
        .filteredOn(record -> new String(record.value(), UTF_8).equals(event))
        .allSatisfy(record -> assertThat(record.key()).isNull())
        .isNotEmpty();
  }

  @Test
  void theKeyIsTheSameWhateverTheCaseOfTheId() {
    receiver.deliver("msg_case", EVENT.replace(CONNECTION, "C" + CONNECTION.substring(1)));

    assertThat(new String(only(records("msg_case")).key(), UTF_8)).isEqualTo(CONNECTION);
  }

  @Test
  void aTypeThatNobodyKnowsIsStoredForTheJobToJudge() {
    assertThat(receiver.deliver("msg_new", EVENT.replace("running", "paused")).statusCode())
        .isEqualTo(204);

    assertThat(records("msg_new")).hasSize(1);
  }

  @Test
  void aMessageThatComesAgainIsTakenAgain() {
    assertThat(receiver.deliver("msg_twice", EVENT).statusCode()).isEqualTo(204);
    assertThat(receiver.deliver("msg_twice", EVENT).statusCode()).isEqualTo(204);

    assertThat(records("msg_twice")).hasSize(2);
  }

  @Test
  void theNamesOfStandardWebhooksAreAsGood() {
    String[] headers = SIGNER.headers("msg_standard", Instant.now(), BYTES);
    for (int i = 0; i < headers.length; i += 2) {
      headers[i] = headers[i].replace("svix", "Webhook");
    }

    assertThat(receiver.post(BYTES, headers).statusCode()).isEqualTo(204);
    assertThat(records("msg_standard")).hasSize(1);
  }

  @Test
  void anyOfSeveralSecretsAndSignaturesWillDo() throws Exception {
    String next = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    try (RunningReceiver rotating =
        RunningReceiver.start(
            Services.kafka(),
            SECRET + "," + next,
            RunningReceiver.room(),
            InstantSource.system())) {
      String[] old = SIGNER.headers("msg_old", Instant.now(), BYTES);
      String[] both = new Signer(next).headers("msg_both", Instant.now(), BYTES);
      both[5] = "v1,AAAA " + both[5];

      assertThat(rotating.post(BYTES, old).statusCode()).isEqualTo(204);
      assertThat(rotating.post(BYTES, both).statusCode()).isEqualTo(204);
      assertThat(rotating.records()).hasSize(2);
    }
  }

  @Test
  void aPublishedVectorIsTakenForSignedAtItsTime() throws Exception {
    InstantSource then = InstantSource.fixed(Instant.ofEpochSecond(1_614_265_330));
    try (RunningReceiver old =
        RunningReceiver.start(Services.kafka(), SECRET, RunningReceiver.room(), then)) {
      HttpResponse<String> response =
          old.post(
              "{\"test\": 2432232314}".getBytes(UTF_8),
              "svix-id",
              "msg_p5jXN8AQM9LWM0D4loKWxJek",
              "svix-timestamp",
              "1614265330",
              "svix-signature",
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

      // Signed well, but no event of Airweave.
      assertRefused(response, 400, "event_type is missing");
    }
  }

  @Test
  void aTamperedBodyIsRefused() {
    String[] headers = SIGNER.headers("msg_tampered", Instant.now(), BYTES);

    HttpResponse<String> response =
        receiver.post(EVENT.replace("running", "failed").getBytes(UTF_8), headers);

    assertRefused(response, 401, "No signature fits");
    assertThat(records("msg_tampered")).isEmpty();
  }

  @Test
  void anotherSecretIsRefused() {
    Signer other = new Signer("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");

    assertRefused(
        receiver.post(BYTES, other.headers("msg_other", Instant.now(), BYTES)),
        401,
        "No signature fits");
    assertThat(records("msg_other")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-10, 10})
  void anOldSignatureIsRefusedAndOneFromTheFutureToo(long minutes) {
    Instant at = Instant.now().plus(Duration.ofMinutes(minutes));

    assertRefused(
        receiver.post(BYTES, SIGNER.headers("msg_time", at, BYTES)), 401, "check the clocks");
    assertThat(records("msg_time")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void aMissingHeaderIsRefused(int missing) {
    String[] all = SIGNER.headers("msg_headers", Instant.now(), BYTES);
    List<String> some = new ArrayList<>(Arrays.asList(all));
    some.subList(missing, missing + 2).clear();

    assertRefused(receiver.post(BYTES, some.toArray(new String[0])), 401, "missing");
    assertThat(records("msg_headers")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not json", "[]", "{}", "{\"event_type\":7}", "{\"event_type\":\"x\"} {}"})
  void whatIsNoEventIsRefused(String body) {
    assertRefused(receiver.deliver("msg_none", body), 400, "Not an event: ");
    assertThat(records("msg_none")).isEmpty();
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] body = {'{', (byte) 0xff, '}'};

    assertRefused(
        receiver.post(body, SIGNER.headers("msg_bytes", Instant.now(), body)), 400, "not UTF-8");
  }

  @Test
  void theLargestEventFitsAndOneByteMoreDoesNot() {
    String largest = EVENT.replace("running", "x".repeat(EventParser.MAX_BYTES - BYTES.length + 7));
    assertThat(largest.getBytes(UTF_8)).hasSize(EventParser.MAX_BYTES);

    assertThat(receiver.deliver("msg_largest", largest).statusCode()).isEqualTo(204);
    assertRefused(receiver.deliver("msg_larger", largest + " "), 413, "1048576 bytes");
    assertThat(records("msg_largest")).hasSize(1);
    assertThat(records("msg_larger")).isEmpty();
  }

  @Test
  void aBodyWithoutALengthIsBoundedToo() {
    String larger = EVENT.replace("running", "x".repeat(EventParser.MAX_BYTES));

    assertThat(deliverChunked("msg_chunks", EVENT).statusCode()).isEqualTo(204);
    assertRefused(deliverChunked("msg_many_chunks", larger), 413, "1048576 bytes");
    assertThat(records("msg_chunks")).hasSize(1);
    assertThat(records("msg_many_chunks")).isEmpty();
  }

  @Test
  void onlyPostingIsAllowedAndOnlyHere() {
    var noBody = HttpRequest.BodyPublishers.noBody();

    HttpResponse<String> get = receiver.get(PATH);
    assertRefused(get, 405, "Method Not Allowed");
    assertThat(get.headers().firstValue("allow")).hasValue("POST");
    assertRefused(receiver.send("POST", "/metrics", noBody).join(), 405, "Method Not Allowed");
    assertRefused(receiver.send("POST", "/webhooks", noBody).join(), 404, "Not Found");
  }

  @Test
  void metricsCountWhatBecameOfEach() {
    double stored = receiver.metric("syncpulse_webhooks_total{outcome=\"stored\"}");
    double unsigned = receiver.metric("syncpulse_webhooks_total{outcome=\"unsigned\"}");
    double timed = receiver.metric("syncpulse_webhook_stored_seconds_count");

    receiver.deliver(EVENT);
    receiver.post(BYTES);

    assertThat(receiver.metric("syncpulse_webhooks_total{outcome=\"stored\"}"))
        .isEqualTo(stored + 1);
    assertThat(receiver.metric("syncpulse_webhooks_total{outcome=\"unsigned\"}"))
        .isEqualTo(unsigned + 1);
    assertThat(receiver.metric("syncpulse_webhook_stored_seconds_count")).isEqualTo(timed + 1);
    assertThat(receiver.metric("syncpulse_webhooks_in_flight")).isZero();
    assertThat(receiver.metric("syncpulse_webhooks_in_flight_bytes")).isZero();
  }

  @Test
  void everyOutcomeIsThereBeforeItComes() {
    Set<String> expected = new HashSet<>(Set.of("stored"));
    Arrays.stream(Refusal.values()).map(Refusal::code).forEach(expected::add);

    assertThat(
            receiver
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("syncpulse_webhooks_total{"))
                .map(line -> line.replaceAll(".*outcome=\"(\\w+)\".*", "$1")))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static HttpResponse<String> deliverChunked(String id, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return receiver
        .send(
            "POST",
            PATH,
            HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
            SIGNER.headers(id, Instant.now(), bytes))
        .join();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String messageId) {
    return receiver.records().stream()
        .filter(
            record ->
                new String(record.headers().lastHeader("webhook-id").value(), UTF_8)
                    .equals(messageId))
        .toList();
  }

  private static ConsumerRecord<byte[], byte[]> only(List<ConsumerRecord<byte[], byte[]>> records) {
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private static void assertRefused(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(response.body()).startsWith("{\"detail\":\"").contains(detail);
  }
}
