package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The overview: whose figures, of which windows, and how they came to be. */
class GetOverviewIT {

  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;
  private static final UUID PLATFORM = new UUID(0, 0);
  private final UUID organization = UUID.randomUUID();
  private RunningApi api;
  private String token;

  @BeforeEach
  void start() {
    api = RunningApi.start();
    token = api.key(organization, 0);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1h", "24h", "7d"})
  void beforeAnythingArrivesThereAreZerosAndNulls(String window) {
    HttpResponse<String> response = api.get("/overview?window=" + window, token);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode overview = json(response);
    assertThat(overview.get("as_of").asText()).endsWith("Z");
    assertThat(overview.get("window").asText()).isEqualTo(window);
    assertThat(overview.get("newest_event_at").isNull()).isTrue();
    assertThat(overview.get("lag_seconds").isNull()).isTrue();
    assertThat(overview.get("scopes")).hasSize(1);
    JsonNode scope = overview.at("/scopes/0");
    assertThat(scope.get("running_now").asInt()).isZero();
    assertThat(scope.get("queued_now").asInt()).isZero();
    for (String metrics : List.of("metrics", "previous")) {
      assertThat(scope.get(metrics).get("as_of").isNull()).isTrue();
      assertThat(scope.get(metrics).get("jobs").asInt()).isZero();
      assertThat(scope.get(metrics).get("success_rate").isNull()).isTrue();
      assertThat(scope.get(metrics).has("source_connection_id")).isFalse();
    }
    assertThat(scope.at("/sparkline/from").isNull()).isTrue();
    assertThat(scope.at("/sparkline/jobs")).isEmpty();
  }

  @Test
  void theFiguresAreTheNewestThoseOfOneWindowBeforeAndTheWayInBetween() {
    metrics("2025-01-01T12:00:00Z", 7);
    metrics("2025-01-02T11:59:59Z", 8);
    metrics("2025-01-02T12:00:00Z", 1);
    metrics("2025-01-03T00:00:00Z", 2);
    metrics("2025-01-03T12:00:00Z", 3);
    api.metrics("organization", organization, HOUR, "2025-01-04T00:00:00Z", 99, 0);
    api.metrics("source_type", organization, DAY, "2025-01-04T00:00:00Z", 99, 0);

    JsonNode scope = json(api.get("/overview", token)).at("/scopes/0");

    assertThat(scope.at("/metrics/as_of").asText()).isEqualTo("2025-01-03T12:00:00Z");
    assertThat(scope.at("/metrics/completed").asInt()).isEqualTo(3);
    assertThat(scope.at("/previous/as_of").asText()).isEqualTo("2025-01-02T12:00:00Z");
    assertThat(scope.at("/previous/completed").asInt()).isEqualTo(1);
    JsonNode line = scope.get("sparkline");
    assertThat(line.get("from").asText()).isEqualTo("2025-01-02T12:00:00Z");
    assertThat(line.get("to").asText()).isEqualTo("2025-01-03T12:00:00Z");
    assertThat(line.get("step_seconds").asInt()).isEqualTo(DAY / 60);
    // One job failed each time.
    assertThat(ints(line.get("jobs")))
        .isEqualTo(IntStream.rangeClosed(0, 60).map(i -> i < 30 ? 2 : i < 60 ? 3 : 4).toArray());
    assertThat(line.get("success_rate")).hasSize(61);
    assertThat(line.at("/success_rate/60").asDouble()).isEqualTo(0.75);
    assertThat(line.at("/duration_p95/0").isNull()).isTrue();
    assertThat(line.at("/entities_per_second/60").asDouble()).isZero();
  }

  @Test
  void beforeTheFirstMetricsThereWasNothing() {
    metrics("2025-01-03T12:00:00Z", 3);

    JsonNode scope = json(api.get("/overview", token)).at("/scopes/0");

    assertThat(scope.at("/previous/as_of").isNull()).isTrue();
    assertThat(scope.at("/previous/jobs").asInt()).isZero();
    assertThat(scope.at("/sparkline/jobs/59").asInt()).isZero();
    assertThat(scope.at("/sparkline/jobs/60").asInt()).isEqualTo(4);
    assertThat(scope.at("/sparkline/success_rate/59").isNull()).isTrue();
  }

  @Test
  void nobodySeesAnotherOrganizationAndThePlatformOnlyWhoMay() {
    UUID theirs = UUID.randomUUID();
    api.metrics("organization", theirs, DAY, "2025-01-03T12:00:00Z", 500, 0);
    api.metrics("platform", PLATFORM, DAY, "2025-01-03T12:15:00Z", 503, 1);
    metrics("2025-01-03T12:00:00Z", 3);
    UUID connection = api.connection(theirs);
    api.job(connection, "2025-01-03T12:00:00Z");
    described(connection, Duration.ofMinutes(1));
    described(api.connection(organization), Duration.ofMinutes(3));

    JsonNode own = json(api.get("/overview", token));
    JsonNode all = json(api.get("/overview?scope=platform", api.platformKey(organization)));

    assertThat(own.get("scopes")).hasSize(1);
    assertThat(own.at("/scopes/0/metrics/jobs").asInt()).isEqualTo(4);
    assertThat(own.at("/scopes/0/queued_now").asInt()).isZero();
    assertThat(own.get("lag_seconds").asDouble()).isEqualTo(180);
    assertThat(json(api.get("/overview?scope=platform", token))).isEqualTo(own);
    assertThat(all.get("scopes")).hasSize(2);
    assertThat(all.at("/scopes/0")).isEqualTo(own.at("/scopes/0"));
    assertThat(all.at("/scopes/1/scope").asText()).isEqualTo("platform");
    assertThat(all.at("/scopes/1/metrics/jobs").asInt()).isEqualTo(504);
    assertThat(all.at("/scopes/1/queued_now").asInt()).isEqualTo(1);
    assertThat(all.get("lag_seconds").asDouble()).isEqualTo(60);
  }

  @Test
  void whatRunsAndWhatWaitsIsCountedAndNothingElse() {
    UUID connection = api.connection(organization);
    String at = "2025-01-01T00:00:00Z";
    for (String status : List.of("created", "pending", "running", "cancelling", "cancelling")) {
      api.job(UUID.randomUUID(), connection, status, at, null, null);
    }
    for (String status : List.of("completed", "cancelled", "failed")) {
      api.job(UUID.randomUUID(), connection, status, at, at, at);
    }
    UUID lost = api.job(UUID.randomUUID(), connection, "running", at, at, null);
    api.execute("UPDATE sync_job SET lost_at = created_at WHERE id = ?", lost);
    api.job(UUID.randomUUID(), UUID.randomUUID(), "running", at, at, null);

    JsonNode scopes = json(api.get("/overview", api.platformKey(organization))).get("scopes");

    assertThat(scopes.at("/0/running_now").asInt()).isEqualTo(3);
    assertThat(scopes.at("/0/queued_now").asInt()).isEqualTo(2);
    assertThat(scopes.at("/1/running_now").asInt()).isEqualTo(4);
    assertThat(scopes.at("/1/queued_now").asInt()).isEqualTo(2);
  }

  @Test
  void itsStateDoesNotChangeByTheMereTime() {
    UUID connection = api.connection(organization);
    described(connection, Duration.ofMinutes(1));
    HttpResponse<String> first = api.get("/overview", token);
    api.time.advance(Duration.ofSeconds(7));

    HttpResponse<String> later = api.get("/overview", token);

    assertThat(json(later).get("lag_seconds").asDouble()).isEqualTo(67);
    assertThat(etag(later)).isEqualTo(etag(first));
    described(connection, Duration.ofMinutes(0));
    assertThat(etag(api.get("/overview", token))).isNotEqualTo(etag(first));
  }

  @Test
  void anEventOfTheFutureIsNoNegativeLag() {
    described(api.connection(organization), Duration.ofMinutes(-5));

    assertThat(json(api.get("/overview", token)).get("lag_seconds").asDouble()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"x, value_error", "2h, enum", "'', value_error", "1h&window=1h, multiple_values"})
  void aBadWindowIsNamed(String window, String type) {
    metrics("2025-01-03T12:00:00Z", 3);

    HttpResponse<String> response = api.get("/overview?window=" + window, token);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(json(response).at("/detail/0/loc/1").asText()).isEqualTo("window");
    assertThat(json(response).at("/detail/0/type").asText()).isEqualTo(type);
  }

  private void metrics(String asOf, long completed) {
    api.metrics("organization", organization, DAY, asOf, completed, 1);
  }

  private void described(UUID connection, Duration ago) {
    api.execute(
        "UPDATE source_connection SET described_at = CAST(? AS timestamptz) WHERE id = ?",
        api.time.instant().truncatedTo(ChronoUnit.MICROS).minus(ago).toString(),
        connection);
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("etag").orElseThrow();
  }
}
