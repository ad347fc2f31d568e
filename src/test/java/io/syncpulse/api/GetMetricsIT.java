package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.json;
import static io.syncpulse.api.RunningApi.metricsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics of one connection: their form, and which row is told at which moment. */
class GetMetricsIT {

  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;
  private static final int WEEK = 604_800;
  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static String token;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    token = api.key(ORGANIZATION, 0);
    UUID other = api.connection(ORGANIZATION);
    for (int size : new int[] {HOUR, DAY, WEEK}) {
      api.metrics(other, size, "2025-01-01T00:00:00Z", 1, 2);
    }
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void everyFieldOfTheContractInItsOrder() {
    UUID connection = api.connection(ORGANIZATION);
    api.execute(
        """
        INSERT INTO rolling_metrics (scope_id, scope, window_seconds, is_final, as_of, completed,
          failed, cancelled, lost, duration_p50, duration_p90, duration_p95, duration_p99,
          duration_min, duration_max, duration_mean, duration_stddev, queue_p50, queue_p95,
          entities_inserted, entities_updated, entities_deleted, entities_failed, running_seconds)
        VALUES (?, 'connection', 86400, true, '2025-01-01T05:45:00+05:30', 3, 1, 2, 4, 10.5, 20,
          30.000001, 40, 1, 50, 12.25, 3.5, 0.5, 2, 5000000000, 20, 3, 7, 250)
        """,
        connection);

    HttpResponse<String> response = api.get(metricsOf(connection), token);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.body().replaceFirst("_interval\":\\[[^]]+]", "_interval\":[]"))
        .isEqualTo(
            """
            {"source_connection_id":"%s","window":"24h","as_of":"2025-01-01T00:15:00Z",\
            "final":true,"jobs":10,"completed":3,"failed":1,"cancelled":2,"lost":4,\
            "success_rate":0.75,"success_rate_interval":[],\
            "duration_seconds":{"p50":10.5,"p90":20.0,"p95":30.000001,"p99":40.0,"min":1.0,\
            "max":50.0,"mean":12.25,"stddev":3.5},"queue_seconds":{"p50":0.5,"p95":2.0},\
            "entities":{"inserted":5000000000,"updated":20,"deleted":3,"failed":7},\
            "entities_per_second":57870.37063657407,"entities_per_running_second":20000000.092,\
            "running_seconds":250.0}"""
                .formatted(connection));
  }

  @Test
  void theIntervalHoldsTheRateAndIsNarrowWhereThereAreManyJobs() {
    UUID few = api.connection(ORGANIZATION);
    UUID many = api.connection(ORGANIZATION);
    api.metrics(few, DAY, "2025-01-01T00:00:00Z", 3, 1);
    api.metrics(many, DAY, "2025-01-01T00:00:00Z", 300, 100);

    JsonNode wide = json(api.get(metricsOf(few), token)).get("success_rate_interval");
    JsonNode narrow = json(api.get(metricsOf(many), token)).get("success_rate_interval");

    assertThat(wide).hasSize(2);
    // 95 % Wilson score intervals of 3 of 4 and of 300 of 400, from a table.
    assertThat(wide.get(0).asDouble()).isBetween(0.3005, 0.3007);
    assertThat(wide.get(1).asDouble()).isBetween(0.9543, 0.9545);
    assertThat(narrow.get(0).asDouble()).isBetween(0.705, 0.706);
    assertThat(narrow.get(1).asDouble()).isBetween(0.789, 0.791);
  }

  @ParameterizedTest
  @CsvSource({"1h, 1h", "24h, 24h", "7d, 7d", "60m, 60m", "168h, 168h", ", 24h"})
  void aConnectionWithoutMetricsHasZerosAndNulls(String window, String echoed) {
    UUID connection = api.connection(ORGANIZATION);
    String query = window == null ? "" : "?window=" + window;

    HttpResponse<String> response = api.get(metricsOf(connection) + query, token);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            """
            {"source_connection_id":"%s","window":"%s","as_of":null,"final":null,"jobs":0,\
            "completed":0,"failed":0,"cancelled":0,"lost":0,"success_rate":null,\
            "success_rate_interval":null,"duration_seconds":{"p50":null,"p90":null,"p95":null,\
            "p99":null,"min":null,"max":null,"mean":null,"stddev":null},\
            "queue_seconds":{"p50":null,"p95":null},"entities":{"inserted":0,"updated":0,\
            "deleted":0,"failed":0},"entities_per_second":0.0,\
            "entities_per_running_second":null,"running_seconds":0.0}"""
                .formatted(connection, echoed));
  }

  @Test
  void aWindowThatEmptiedHasZerosAndItsMoment() {
    UUID connection = api.connection(ORGANIZATION);
    api.metrics(connection, HOUR, "2025-01-01T01:00:00Z", 5, 0);
    api.metrics(connection, HOUR, "2025-01-01T02:00:00Z", 0, 0);

    JsonNode metrics = json(api.get(metricsOf(connection) + "?window=1h", token));

    assertThat(metrics.get("as_of").asText()).isEqualTo("2025-01-01T02:00:00Z");
    assertThat(metrics.get("jobs").asInt()).isZero();
    assertThat(metrics.get("success_rate").isNull()).isTrue();
    assertThat(metrics.get("success_rate_interval").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-01T00:59:59.999999Z, 0",
    "2025-01-01T01:00:00Z, 1",
    "2025-01-01T02:59:59.999999Z, 1",
    "2025-01-01T03:00:00Z, 2",
    "2025-01-01T08:30:00+05:30, 2",
    "2025-01-01T08:29:59%2B05:30, 1",
    "9999-12-31T23:59:59Z, 2",
    "0001-01-01T00:00:00Z, 0"
  })
  void atAMomentTheNewestRowAtOrBeforeItIsTold(String at, int completed) {
    UUID connection = api.connection(ORGANIZATION);
    api.metrics(connection, HOUR, "2025-01-01T01:00:00Z", 1, 0);
    api.metrics(connection, HOUR, "2025-01-01T03:00:00Z", 2, 0);
    api.metrics(connection, DAY, "2025-01-01T00:00:00Z", 7, 0);

    JsonNode metrics = json(api.get(metricsOf(connection) + "?window=1h&at=" + at, token));

    assertThat(metrics.get("completed").asInt()).isEqualTo(completed);
    assertThat(metrics.get("as_of").isNull()).isEqualTo(completed == 0);
  }

  @Test
  void withoutAMomentTheRowOfTheOpenSlideIsToldAsNotFinal() {
    UUID connection = api.connection(ORGANIZATION);
    api.metrics(connection, DAY, "2025-01-01T01:00:00Z", 1, 0);
    api.metrics(connection, DAY, "2925-01-01T01:15:00Z", 2, 0);
    api.execute(
        "UPDATE rolling_metrics SET is_final = false WHERE scope_id = ? AND completed = 2",
        connection);

    JsonNode newest = json(api.get(metricsOf(connection), token));
    JsonNode before =
        json(api.get(metricsOf(connection) + "?at=2925-01-01T01:14:59.999999Z", token));

    assertThat(newest.get("as_of").asText()).isEqualTo("2925-01-01T01:15:00Z");
    assertThat(newest.get("final").asBoolean()).isFalse();
    assertThat(newest.get("completed").asInt()).isEqualTo(2);
    assertThat(before.get("final").asBoolean()).isTrue();
    assertThat(before.get("completed").asInt()).isEqualTo(1);
  }

  @Test
  void metricsOfAnotherScopeWithTheSameIdAreNotTold() {
    UUID connection = api.connection(ORGANIZATION);
    api.metrics(connection, DAY, "2025-01-01T00:00:00Z", 1, 0);
    api.execute("UPDATE rolling_metrics SET scope = 'organization' WHERE scope_id = ?", connection);

    assertThat(json(api.get(metricsOf(connection), token)).get("as_of").isNull()).isTrue();
  }

  @Test
  void aWindowThatNothingIsKeptOfIsNamedWithThoseThatThereAre() {
    HttpResponse<String> response =
        api.get(metricsOf(api.connection(ORGANIZATION)) + "?window=2h", token);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body())
        .isEqualTo(
            """
            {"detail":[{"loc":["query","window"],\
            "msg":"Input should be a window that metrics are kept of: 1h, 24h, 7d",\
            "type":"enum"}]}""");
  }

  @Test
  void beforeTheFirstRowOfAllTheDefaultWindowsAreThere() {
    try (RunningApi fresh = RunningApi.start()) {
      String key = fresh.key(ORGANIZATION, 0);
      String metrics = metricsOf(fresh.connection(ORGANIZATION));
      for (String window : List.of("1h", "24h", "7d")) {
        assertThat(fresh.get(metrics + "?window=" + window, key).statusCode()).isEqualTo(200);
        assertThat(fresh.get("/source-connections?window=" + window, key).statusCode())
            .isEqualTo(200);
        assertThat(fresh.get(metrics + "/history?window=" + window, key).body()).isEqualTo("[]");
      }
      assertThat(fresh.get(metrics + "?window=30d", key).statusCode()).isEqualTo(422);
      assertThat(fresh.get("/source-connections?window=30d", key).statusCode()).isEqualTo(422);
      assertThat(fresh.get(metrics + "/history?window=30d", key).statusCode()).isEqualTo(422);

      fresh.metrics(fresh.connection(ORGANIZATION), 2_592_000, "2025-01-01T00:00:00Z", 1, 0);

      assertThat(fresh.get(metrics + "?window=30d", key).statusCode()).isEqualTo(200);
      assertThat(fresh.get(metrics, key).body()).contains("are kept of: 30d\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "window=, value_error",
    "window=0h, value_error",
    "window=-1h, value_error",
    "window=24, value_error",
    "window=h, value_error",
    "window=1w, value_error",
    "window=1H, value_error",
    "window=01h, value_error",
    "window=1.5h, value_error",
    "window=+1h, value_error",
    "window=99999d, value_error",
    "window=999999999999999999h, value_error",
    "window=%D9%A1h, value_error",
    "window=24h&window=24h, multiple_values",
    "at=, datetime_parsing",
    "at=now, datetime_parsing",
    "at=2025-01-01T00:00:00, timezone_aware",
    "at=2025-02-30T00:00:00Z, datetime_parsing",
    "at=2025-01-01T00:00:00Z&at=2025-01-01T00:00:00Z, multiple_values",
  })
  void aBadParameterIsNamed(String query, String type) {
    HttpResponse<String> response =
        api.get(metricsOf(api.connection(ORGANIZATION)) + "?" + query, token);

    assertThat(response.statusCode()).isEqualTo(422);
    JsonNode detail = json(response).get("detail");
    assertThat(detail).hasSize(1);
    assertThat(detail.get(0).get("loc"))
        .isEqualTo(json("[\"query\",\"" + query.split("=", -1)[0] + "\"]"));
    assertThat(detail.get(0).get("type").asText()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/metrics/history"})
  void aBadIdIsNamed(String what) {
    HttpResponse<String> response = api.get("/source-connections/x" + what, token);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("[\"path\",\"source_connection_id\"]", "uuid_parsing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?at=2025-01-01T00:00:00Z", "?window=2h", "/history"})
  void anotherOrganizationsConnectionLooksLikeOneThatDoesNotExist(String query) {
    UUID theirs = api.connection(UUID.randomUUID());
    api.metrics(theirs, DAY, "2025-01-01T00:00:00Z", 1, 0);
    UUID nobodys = UUID.randomUUID();
    api.execute("INSERT INTO source_connection (id, first_seen_at) VALUES (?, now())", nobodys);
    api.metrics(nobodys, DAY, "2025-01-01T00:00:00Z", 1, 0);

    for (UUID connection : List.of(theirs, nobodys, UUID.randomUUID())) {
      HttpResponse<String> response = api.get(metricsOf(connection) + query, token);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).isEqualTo("{\"detail\":\"Source connection not found\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/source-connections/%s/metrics",
        "/source-connections/%s/metrics/history",
        "/source-connections",
        "/source-connections/%s",
        "/overview",
        "/capacity"
      })
  void everyAddressIsGuardedLikeTheListOfJobs(String form) {
    UUID connection = api.connection(ORGANIZATION);
    api.metrics(connection, DAY, "2025-01-01T00:00:00Z", 1, 0);
    String address = form.formatted(connection);
    HttpResponse<String> response = api.get(address, token);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(api.get(address + "/", token).body()).isEqualTo(response.body());
    assertThat(api.get(address + "?no=such&parameter", token).body()).isEqualTo(response.body());
    HttpResponse<String> head = api.send("HEAD", address, "x-api-key", token);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().map()).containsKey("ratelimit-limit");
    assertThat(api.send("GET", address).statusCode()).isEqualTo(401);
    assertThat(api.get(address, "x".repeat(20)).statusCode()).isEqualTo(403);
    assertThat(api.send("POST", address, "x-api-key", token).statusCode()).isEqualTo(405);
    String once = api.key(ORGANIZATION, 1);
    assertThat(api.get(address, once).statusCode()).isEqualTo(200);
    assertThat(api.get(address, once).statusCode()).isEqualTo(429);
  }
}
