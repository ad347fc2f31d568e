package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many jobs ran and waited: whose, when, and how old the answer may be. */
class GetCapacityIT {

  private static final String DAY = "/capacity?from=2025-01-06T00:00:00Z&to=2025-01-07T00:00:00Z";
  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static String token;

  /** One job waits from 10:00 to 10:30 and runs until 12:00, the other runs from 11:00 to 13:00. */
  @BeforeAll
  static void start() {
    api = RunningApi.start();
    token = api.key(ORGANIZATION, 0);
    UUID connection = api.connection(ORGANIZATION);
    job(connection, "06T10:00", "06T10:30", "06T12:00");
    job(connection, "06T11:00", "06T11:00", "06T13:00");
    job(api.connection(UUID.randomUUID()), "06T11:30", "06T11:30", "06T11:45");
  }

  private static void job(UUID connection, String created, String started, String ended) {
    String form = "2025-01-%s:00Z";
    api.job(
        UUID.randomUUID(),
        connection,
        "completed",
        form.formatted(created),
        form.formatted(started),
        form.formatted(ended));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whatRanAndWaitedIsToldByStepInAllAndByHourOfTheWeek() {
    HttpResponse<String> response = api.get(DAY + "&resolution=3h&workers=2", token);
    assertThat(response.headers().firstValue("age")).hasValue("0");
    JsonNode capacity = json(response);

    assertThat(capacity.get("scope").asText()).isEqualTo("organization");
    assertThat(capacity.get("jobs").asInt()).isEqualTo(2);
    assertThat(capacity.at("/running/peak").asInt()).isEqualTo(2);
    assertThat(capacity.at("/running/peak_at").asText()).isEqualTo("2025-01-06T11:00:00Z");
    assertThat(capacity.at("/running/mean").asDouble()).isEqualTo(3.5 / 24);
    assertThat(capacity.at("/queued/peak").asInt()).isEqualTo(1);
    assertThat(capacity.at("/utilization").asDouble()).isEqualTo(3.5 / 48);
    assertThat(capacity.get("series")).hasSize(8);
    assertThat(capacity.at("/series/3/at").asText()).isEqualTo("2025-01-06T09:00:00Z");
    assertThat(capacity.at("/series/3/running_mean").asDouble()).isEqualTo(2.5 / 3);
    assertThat(capacity.at("/series/3/queued_mean").asDouble()).isEqualTo(0.5 / 3);
    assertThat(capacity.at("/series/4/running_max").asInt()).isEqualTo(1);
    assertThat(capacity.get("hour_of_week")).hasSize(24);
    assertThat(capacity.at("/hour_of_week/11"))
        .isEqualTo(
            json(
                "{'day':1,'hour':11,'running_mean':2.0,'running_max':2,'hours':1}"
                    .replace('\'', '"')));
    assertThat(capacity.get("too_little_data").asText()).contains("2 of at least 100 jobs");
  }

  @Test
  void thePlatformIsForKeysThatMayReadItOnly() {
    HttpResponse<String> refused = api.get(DAY + "&scope=platform", token);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("{\"detail\":\"This key may not read the platform\"}");

    JsonNode all = json(api.get(DAY + "&scope=platform", api.platformKey(ORGANIZATION)));
    assertThat(all.get("scope").asText()).isEqualTo("platform");
    assertThat(all.get("jobs").asInt()).isEqualTo(3);
    assertThat(all.at("/running/peak").asInt()).isEqualTo(3);

    JsonNode none = json(api.get(DAY, api.platformKey(UUID.randomUUID())));
    assertThat(none.get("jobs").asInt()).isZero();
    assertThat(none.at("/running/peak").asInt()).isZero();
    assertThat(none.at("/running/mean").asDouble()).isZero();
  }

  @Test
  void whoPrefersItIsToldAtOnceHowFarTheCountingIs() throws SQLException {
    String other = api.key(UUID.randomUUID(), 0);
    String preference = "handling=lenient, Respond-Async";
    String twoDays = "/capacity?from=2025-01-06T12:00:00Z&to=2025-01-07T12:00:00Z";
    try (Connection holder = api.locked("sync_job")) {
      HttpResponse<String> counting =
          api.send("GET", twoDays, "x-api-key", other, "prefer", preference);

      assertThat(counting.statusCode()).isEqualTo(202);
      assertThat(counting.headers().firstValue("retry-after")).hasValue("1");
      assertThat(counting.headers().firstValue("preference-applied")).hasValue("respond-async");
      assertThat(counting.headers().firstValue("cache-control")).hasValue("no-store");
      assertThat(counting.headers().firstValue("etag")).isEmpty();
      assertThat(counting.body())
          .isEqualTo(
              "{\"detail\":\"Counting jobs: 0 of 2 days are read.\",\"days\":2,\"days_read\":0}");
      holder.rollback();
    }

    await()
        .until(
            () ->
                api.send("GET", twoDays, "x-api-key", other, "prefer", preference).statusCode()
                    == 200);
    assertThat(api.get(twoDays, other).statusCode()).isEqualTo(200);
  }

  @Test
  void beforeAnythingArrivesThereAreZeros() {
    HttpResponse<String> response = api.get("/capacity?workers=3", api.key(UUID.randomUUID(), 0));

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode capacity = json(response);
    assertThat(capacity.get("utilization").asDouble()).isZero();
    assertThat(capacity.at("/running/peak_at").isNull()).isTrue();
    assertThat(capacity.get("series").size()).isBetween(336, 338);
    assertThat(capacity.get("hour_of_week")).hasSize(168);
    assertThat(capacity.get("too_little_data").asText()).startsWith("No job");
  }
}
