package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static io.syncpulse.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.syncpulse.http.RawHttp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of every answer, whatever the request: JSON, safe headers, a request id. */
class HttpFormIT {

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/jobs", "/source-connections/x/y", "/health", "/docs/../x", "//", "/%2e"})
  void anUnknownPathIsNotFound(String path) {
    HttpResponse<String> response = api.send("GET", path, "accept", "text/html");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("{\"detail\":\"Not Found\"}");
    assertSafe(response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void onlyReadingIsAllowed(String method) {
    HttpResponse<String> response = api.send(method, jobsOf(UUID.randomUUID()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD");
    assertThat(response.body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    assertSafe(response);
  }

  @ParameterizedTest
  @CsvSource({"GET, POST", "GET, <x>", "DELETE, GET"})
  void aMethodInAHeaderOpensNothing(String method, String override) {
    HttpResponse<String> response =
        api.send(method, jobsOf(UUID.randomUUID()), "x-http-method-override", override);

    assertThat(response.statusCode()).isIn(401, 405);
    assertSafe(response);
  }

  @Test
  void anOverLongPathIsRefusedAsJson() throws IOException {
    assertRefused(raw("GET /" + "a".repeat(20_000), ""), 414);
  }

  @Test
  void aLongPathThatFitsIsAnOrdinaryBadId() {
    String token = api.key(UUID.randomUUID(), 0);

    HttpResponse<String> response =
        api.get("/source-connections/" + "a".repeat(6_000) + "/jobs", token);

    assertThat(response.statusCode()).isEqualTo(422);
  }

  @Test
  void overLongHeadersAreRefusedAsJson() throws IOException {
    assertRefused(raw("GET /health/live", "x: " + "a".repeat(20_000) + "\r\n"), 431);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /%zz", "GET /%00", "GET /a b", "<script> /"})
  void whatIsNotHttpIsRefusedAsJson(String start) throws IOException {
    String answer = raw(start, "");

    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
    assertThat(json(body(answer)).get("detail").asText()).isNotBlank();
    assertThat(answer).doesNotContain("script");
  }

  @Test
  void aWebSocketIsNotFound() throws IOException {
    String answer = raw("GET /health/live", "Sec-WebSocket-Version: 13\r\n");

    assertRefused(answer, 404);
  }

  @Test
  void aHarmlessRequestIdComesBack() {
    HttpResponse<String> response =
        api.send("GET", "/health/live", "x-request-id", "Call_1.b-" + "c".repeat(40));

    assertThat(response.headers().firstValue("x-request-id"))
        .hasValue("Call_1.b-" + "c".repeat(40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<b>", "a b", "\u00fc", "{\"a\":1}"})
  void aRequestIdThatCouldHurtIsReplaced(String id) throws IOException {
    String answer = raw("GET /health/live", "x-request-id: " + id + "\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .doesNotContain(id)
        .containsIgnoringCase("x-request-id: ");
  }

  @Test
  void aLargeAnswerIsCompressedForWhoAsks() {
    HttpResponse<String> response =
        api.send("GET", "/docs/swagger-ui.css", "accept-encoding", "gzip");

    assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
  }

  @Test
  void aTakenPortIsNamed() {
    int port = api.server.port();

    assertThatIllegalStateException()
        .isThrownBy(() -> ApiServer.start(api.settings(port)).close())
        .withMessageContaining("Port " + port);
  }

  private static void assertSafe(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
    assertThat(response.headers().firstValue("server")).isEmpty();
  }

  private static void assertRefused(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer)
        .containsIgnoringCase("content-type: application/json")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .containsIgnoringCase("x-request-id: ");
    assertThat(json(body(answer)).get("detail").asText()).isNotBlank();
  }

  private static String raw(String start, String headers) throws IOException {
    return RawHttp.exchange(
        api.server.port(),
        start + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
