package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many jobs ran and waited: whose, when, and how old the answer may be. */
class GetCapacityIT {

  private static final String DAY = "/capacity?from=2025-01-06T00:00:00Z&to=2025-01-07T00:00:00Z";
  private static final String WEEK_LATER =
      "/capacity?from=2025-01-13T00:00:00Z&to=2025-01-14T00:00:00Z";
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
    JsonNode capacity = json(api.get(DAY + "&resolution=3h&workers=2", token));

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

  @Test
  void anAnswerIsKeptForAMinuteTellsItsAgeAndIsReadAnewForWhoAsksNext() {
    UUID organization = UUID.randomUUID();
    String key = api.key(organization, 0);
    UUID connection = api.connection(organization);
    assertThat(jobs(api.get(WEEK_LATER, key))).isZero();
    job(connection, "13T10:00", "13T10:00", "13T11:00");

    api.time.advance(Duration.ofSeconds(59));
    HttpResponse<String> kept = api.get(WEEK_LATER + "&workers=9", key);
    assertThat(jobs(kept)).isZero();
    assertThat(kept.headers().firstValue("age")).hasValue("59");
    assertThat(jobs(api.get(WEEK_LATER + "&resolution=15m", key))).isOne();

    api.time.advance(Duration.ofSeconds(2));
    assertThat(jobs(api.get(WEEK_LATER, key))).isZero();
    await().until(() -> jobs(api.get(WEEK_LATER, key)) == 1);
    assertThat(api.get(WEEK_LATER, key).headers().firstValue("age")).hasValue("0");
  }

  @Test
  void anAnswerThatNobodyAskedForInTenMinutesIsReadAnew() {
    UUID organization = UUID.randomUUID();
    String key = api.key(organization, 0);
    assertThat(jobs(api.get(WEEK_LATER, key))).isZero();
    job(api.connection(organization), "13T10:00", "13T10:00", "13T11:00");

    api.time.advance(Duration.ofMinutes(10));

    assertThat(jobs(api.get(WEEK_LATER, key))).isOne();
  }

  private static int jobs(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response).get("jobs").asInt();
  }
}
