package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static io.syncpulse.api.RunningApi.metricsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has an answer already is told so, and gets no body, for as long as it holds. */
class RevalidationIT {

  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static String token;
  private static UUID connection;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    token = api.key(ORGANIZATION, 0);
    connection = api.connection(ORGANIZATION);
    api.job(connection, "2025-01-01T00:00:00Z");
    api.metrics(connection, 86_400, "2025-01-01T00:00:00Z", 1, 1);
    api.metrics("organization", ORGANIZATION, 86_400, "2025-01-01T00:00:00Z", 1, 1);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/overview",
        "/capacity",
        "/source-connections",
        "/source-connections/%s",
        "/source-connections/%s/jobs",
        "/source-connections/%s/metrics",
        "/source-connections/%s/metrics/history",
        "/openapi.json"
      })
  void everyAnswerHasAStateThatCanBeAskedFor(String form) {
    String address = form.formatted(connection);
    HttpResponse<String> full = api.get(address, token);

    assertThat(full.statusCode()).isEqualTo(200);
    assertThat(full.headers().firstValue("cache-control")).hasValue("private, no-cache");
    for (String method : List.of("GET", "HEAD")) {
      HttpResponse<String> same =
          api.send(method, address, "x-api-key", token, "if-none-match", etag(full));
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(etag(same)).isEqualTo(etag(full));
      assertThat(same.headers().firstValue("cache-control")).hasValue("private, no-cache");
      assertThat(same.headers().firstValue("x-request-id")).isPresent();
    }
    HttpResponse<String> other =
        api.send("GET", address, "x-api-key", token, "if-none-match", "W/\"0\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(full.body());
  }

  @Test
  void aNewJobIsANewState() {
    UUID busy = api.connection(ORGANIZATION);
    String before = etag(api.get(jobsOf(busy), token));
    api.job(busy, "2025-01-01T00:00:00Z");

    HttpResponse<String> after =
        api.send("GET", jobsOf(busy), "x-api-key", token, "if-none-match", before);

    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(after.body()).contains(busy.toString());
  }

  @Test
  void aPageThatIsNoLongerTheLastIsANewState() {
    UUID busy = api.connection(ORGANIZATION);
    api.job(busy, "2025-01-02T00:00:00Z");
    HttpResponse<String> before = api.get(jobsOf(busy) + "?limit=1", token);
    api.job(busy, "2025-01-01T00:00:00Z");

    HttpResponse<String> after = api.get(jobsOf(busy) + "?limit=1", token);

    assertThat(after.body()).isEqualTo(before.body());
    assertThat(etag(after)).isNotEqualTo(etag(before));
  }

  @Test
  void whoMayNotReadLearnsNothingFromAState() {
    String state = etag(api.get(metricsOf(connection), token));
    String stranger = api.key(UUID.randomUUID(), 0);

    assertThat(status(metricsOf(connection), stranger, state)).isEqualTo(404);
    assertThat(status(metricsOf(connection), stranger, "*")).isEqualTo(404);
    assertThat(status(metricsOf(connection), "x".repeat(20), "*")).isEqualTo(403);
    assertThat(status(metricsOf(connection) + "?window=x", token, "*")).isEqualTo(422);
  }

  @Test
  void askingCountsAsARequest() {
    String once = api.key(ORGANIZATION, 1);

    assertThat(status(metricsOf(connection), once, "*")).isEqualTo(304);
    assertThat(status(metricsOf(connection), once, "*")).isEqualTo(429);
  }

  @Test
  void anErrorIsNotKept() {
    HttpResponse<String> response = api.get(metricsOf(UUID.randomUUID()), token);

    assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(response.headers().firstValue("etag")).isEmpty();
  }

  private static int status(String address, String key, String state) {
    return api.send("GET", address, "x-api-key", key, "if-none-match", state).statusCode();
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("etag").orElseThrow();
  }
}
