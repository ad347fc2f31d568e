package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static io.syncpulse.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of the contract of List Sync Jobs that is about the request and the jobs. */
class ListJobsIT {

  private static final String HOSTILE =
      "%27%3B+DROP+TABLE+sync_job%3B+--%3Cscript%3Ealert%281%29%3C%2Fscript%3E";

  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static String token;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    token = api.key(ORGANIZATION, 0);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aCompletedJobHasEveryFieldOfTheContractInItsOrder() {
    UUID connection = api.connection(ORGANIZATION);
    UUID job = UUID.randomUUID();
    api.job(
        job,
        connection,
        "completed",
        "2025-01-01T00:00:00Z",
        "2025-01-01T05:30:04.115+05:30",
        "2025-01-01T00:01:00.000001Z");
    api.execute(
        """
        UPDATE sync_job SET entities_inserted = 1, entities_updated = 2, entities_deleted = 3,
          entities_failed = 5000000000 WHERE id = ?
        """,
        job);

    HttpResponse<String> response = api.get(jobsOf(connection), token);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.body())
        .isEqualTo(
            """
            [{"id":"%s","source_connection_id":"%s","status":"completed",\
            "started_at":"2025-01-01T00:00:04.115Z","completed_at":"2025-01-01T00:01:00.000001Z",\
            "duration_seconds":55.885001,"entities_inserted":1,"entities_updated":2,\
            "entities_deleted":3,"entities_failed":5000000000,"error":null,"error_category":null,\
            "error_details":null}]"""
                .formatted(job, connection));
  }

  @Test
  void aJobThatWaitsHasNullsAndZeros() {
    UUID connection = api.connection(ORGANIZATION);
    UUID job = api.job(connection, "2025-01-01T00:00:00Z");

    assertThat(api.get(jobsOf(connection), token).body())
        .isEqualTo(
            """
            [{"id":"%s","source_connection_id":"%s","status":"pending","started_at":null,\
            "completed_at":null,"duration_seconds":null,"entities_inserted":0,\
            "entities_updated":0,"entities_deleted":0,"entities_failed":0,"error":null,\
            "error_category":null,"error_details":null}]"""
                .formatted(job, connection));
  }

  @Test
  void aFailedJobHasItsEndItsDurationAndItsError() {
    UUID connection = api.connection(ORGANIZATION);
    UUID job = failedJob(connection);
    api.execute(
        """
        UPDATE sync_job SET error = ?, error_category = 'api_key_invalid',
          error_details = '{"code": 401, "hint": ["\\u00fc", null]}' WHERE id = ?
        """,
        "<b>\"denied\"</b>\n'; DROP TABLE sync_job; -- \u0130\uD83D\uDE00",
        job);

    JsonNode shown = json(api.get(jobsOf(connection), token)).get(0);

    assertThat(shown.get("status").asText()).isEqualTo("failed");
    assertThat(shown.get("completed_at").asText()).isEqualTo("2025-01-01T00:02:00Z");
    assertThat(shown.get("duration_seconds").asDouble()).isEqualTo(60.0);
    assertThat(shown.get("error").asText())
        .isEqualTo("<b>\"denied\"</b>\n'; DROP TABLE sync_job; -- \u0130\uD83D\uDE00");
    assertThat(shown.get("error_category").asText()).isEqualTo("api_key_invalid");
    assertThat(shown.get("error_details"))
        .isEqualTo(json("{\"code\": 401, \"hint\": [\"\u00fc\", null]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[1]", "\"text\"", "7"})
  void errorDetailsAreAnObjectOrNull(String stored) {
    UUID connection = api.connection(ORGANIZATION);
    api.execute(
        "UPDATE sync_job SET error_details = CAST(? AS jsonb) WHERE id = ?",
        stored,
        failedJob(connection));

    assertThat(json(api.get(jobsOf(connection), token)).get(0).get("error_details").isNull())
        .isTrue();
  }

  @Test
  void everyStatusIsShownInLowerCase() {
    UUID connection = api.connection(ORGANIZATION);
    List<String> statuses =
        List.of("created", "pending", "running", "cancelling", "completed", "cancelled", "failed");
    for (int i = 0; i < statuses.size(); i++) {
      String end = i < 4 ? null : "2025-01-02T00:00:00Z";
      String created = "2025-01-01T00:00:0" + (9 - i) + "Z";
      api.job(UUID.randomUUID(), connection, statuses.get(i), created, null, end);
    }

    assertThat(json(api.get(jobsOf(connection), token)).findValuesAsText("status"))
        .isEqualTo(statuses);
  }

  @Test
  void aConnectionWithoutJobsIsAnEmptyArray() {
    assertThat(api.get(jobsOf(api.connection(ORGANIZATION)), token).body()).isEqualTo("[]");
  }

  @Test
  void jobsAreNewestFirstAndTheIdBreaksTies() {
    UUID connection = api.connection(ORGANIZATION);
    UUID low = UUID.fromString("00000000-0000-4000-8000-000000000001");
    UUID high = UUID.fromString("ffffffff-0000-4000-8000-000000000001");
    api.job(low, connection, "pending", "2025-01-01T00:00:01Z", null, null);
    UUID newest = api.job(connection, "2025-01-01T00:00:02Z");
    api.job(high, connection, "pending", "2025-01-01T00:00:01Z", null, null);
    UUID oldest = api.job(connection, "2025-01-01T00:00:00Z");

    assertThat(ids(api.get(jobsOf(connection), token)))
        .containsExactly(newest.toString(), high.toString(), low.toString(), oldest.toString());
  }

  @Test
  void theLimitIsAHundredUnlessGiven() {
    UUID connection = api.connection(ORGANIZATION);
    api.execute(
        """
        INSERT INTO sync_job (id, source_connection_id, status, created_at, heard_at)
        SELECT gen_random_uuid(), ?, 'pending', now() - n * interval '1 s', now()
        FROM generate_series(1, 1001) n
        """,
        connection);

    assertThat(ids(api.get(jobsOf(connection), token))).hasSize(100);
    assertThat(ids(api.get(jobsOf(connection) + "?limit=1", token))).hasSize(1);
    assertThat(ids(api.get(jobsOf(connection) + "?limit=1000", token))).hasSize(1000);
  }

  @Test
  void thePathAnswersWithATrailingSlash() {
    UUID connection = api.connection(ORGANIZATION);
    api.job(connection, "2025-01-01T00:00:00Z");

    assertThat(api.get(jobsOf(connection) + "/", token).body())
        .isEqualTo(api.get(jobsOf(connection), token).body());
    assertThat(ids(api.get(jobsOf(connection) + "/?limit=1", token))).hasSize(1);
  }

  @Test
  void theIdMayBeInUpperCase() {
    UUID connection = api.connection(ORGANIZATION);
    api.job(connection, "2025-01-01T00:00:00Z");
    String upper = connection.toString().toUpperCase(Locale.ROOT);

    assertThat(ids(api.get("/source-connections/" + upper + "/jobs", token))).hasSize(1);
  }

  @Test
  void headTakesTheSameWayWithoutABody() {
    UUID connection = api.connection(ORGANIZATION);

    HttpResponse<String> response = api.send("HEAD", jobsOf(connection), "x-api-key", token);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().map()).containsKey("ratelimit-limit");
    assertThat(api.send("HEAD", jobsOf(connection)).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, greater_than_equal",
    "limit=-1, greater_than_equal",
    "limit=1001, less_than_equal",
    "limit=99999999999999999999999, less_than_equal",
    "limit=abc, int_parsing",
    "limit=1.5, int_parsing",
    "limit=, int_parsing",
    "limit, int_parsing",
    "limit=1e2, int_parsing",
    "limit=0x10, int_parsing",
    "limit=%D9%A1%D9%A0, int_parsing",
    "limit=5&limit=5, multiple_values",
    "created_after=yesterday, datetime_parsing",
    "created_after=2025-01-01T00:00:00, timezone_aware",
    "created_before=2025-02-30T00:00:00Z, datetime_parsing",
    "cursor=abc, value_error",
    "cursor=, value_error",
    "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB, value_error",
  })
  void aBadParameterIsNamed(String query, String type) {
    String name = query.split("=", -1)[0].split("&", -1)[0];

    HttpResponse<String> response =
        api.get(jobsOf(api.connection(ORGANIZATION)) + "?" + query, token);

    assertThat(response.statusCode()).isEqualTo(422);
    JsonNode detail = json(response).get("detail");
    assertThat(detail).hasSize(1);
    assertThat(detail.get(0).get("loc")).isEqualTo(json("[\"query\",\"" + name + "\"]"));
    assertThat(detail.get(0).get("type").asText()).isEqualTo(type);
    assertThat(detail.get(0).get("msg").asText()).isNotBlank();
    assertThat(detail.get(0)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "1",
        "00000000000000000000000000000000",
        "{00000000-0000-0000-0000-000000000000}",
        "00000000-0000-0000-0000-00000000000g",
        "00000000-0000-0000-0000-000000000000%20",
        "..%2F..%2Fetc",
        "%0A"
      })
  void aBadIdIsNamed(String id) {
    HttpResponse<String> response =
        api.get(
            "/source-connections/" + id.replace("{", "%7B").replace("}", "%7D") + "/jobs", token);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body())
        .isEqualTo(
            """
            {"detail":[{"loc":["path","source_connection_id"],\
            "msg":"Input should be a valid UUID","type":"uuid_parsing"}]}""");
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    HttpResponse<String> response =
        api.get(
            "/source-connections/x/jobs?limit=0&status=pending&status=lost&created_after=x"
                + "&created_before=y&cursor=z",
            token);

    assertThat(response.statusCode()).isEqualTo(422);
    List<String> places = new ArrayList<>();
    json(response).get("detail").forEach(problem -> places.add(problem.get("loc").toString()));
    assertThat(places)
        .containsExactly(
            "[\"path\",\"source_connection_id\"]",
            "[\"query\",\"limit\"]",
            "[\"query\",\"status\",1]",
            "[\"query\",\"created_after\"]",
            "[\"query\",\"created_before\"]",
            "[\"query\",\"cursor\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit", "status", "created_after", "created_before", "cursor"})
  void hostileTextInAParameterIsRefusedAndNotEchoed(String name) {
    HttpResponse<String> response =
        api.get(jobsOf(api.connection(ORGANIZATION)) + "?" + name + "=" + HOSTILE + "%00", token);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).doesNotContain("script", "DROP");
  }

  @Test
  void hostileTextInThePathIsRefusedAndNotEchoed() {
    HttpResponse<String> response = api.get("/source-connections/" + HOSTILE + "/jobs", token);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).doesNotContain("script", "DROP");
  }

  @Test
  void unknownParametersAreIgnored() {
    HttpResponse<String> response =
        api.get(jobsOf(api.connection(ORGANIZATION)) + "?" + HOSTILE + "=" + HOSTILE, token);

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void anotherOrganizationsConnectionLooksLikeOneThatDoesNotExist() {
    UUID theirs = api.connection(UUID.randomUUID());
    api.job(theirs, "2025-01-01T00:00:00Z");
    UUID nobodys = UUID.randomUUID();
    api.execute("INSERT INTO source_connection (id, first_seen_at) VALUES (?, now())", nobodys);
    api.job(nobodys, "2025-01-01T00:00:00Z");

    for (UUID connection : List.of(theirs, nobodys, UUID.randomUUID())) {
      HttpResponse<String> response = api.get(jobsOf(connection), token);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).isEqualTo("{\"detail\":\"Source connection not found\"}");
    }
  }

  @Test
  void statusesFilter() {
    UUID connection = api.connection(ORGANIZATION);
    UUID pending = api.job(connection, "2025-01-01T00:00:00Z");
    UUID failed = failedJob(connection);
    api.job(UUID.randomUUID(), connection, "running", "2025-01-01T00:00:00Z", null, null);

    assertThat(ids(api.get(jobsOf(connection) + "?status=failed", token)))
        .containsExactly(failed.toString());
    assertThat(ids(api.get(jobsOf(connection) + "?status=failed&status=pending", token)))
        .containsExactlyInAnyOrder(failed.toString(), pending.toString());
    assertThat(api.get(jobsOf(connection) + "?status=cancelled", token).body()).isEqualTo("[]");
  }

  @Test
  void creationTimesFilterFromInclusiveToExclusive() {
    UUID connection = api.connection(ORGANIZATION);
    String first = api.job(connection, "2025-01-01T00:00:00Z").toString();
    String second = api.job(connection, "2025-01-01T00:00:00.000001Z").toString();
    String third = api.job(connection, "2025-01-01T00:00:00.000002Z").toString();

    assertThat(ids(filtered(connection, "created_after=2025-01-01T00:00:00.000001Z")))
        .containsExactly(third, second);
    assertThat(ids(filtered(connection, "created_before=2025-01-01T00:00:00.000001Z")))
        .containsExactly(first);
    assertThat(ids(filtered(connection, "created_before=2025-01-01T00:00:00.0000015Z")))
        .containsExactly(second, first);
    assertThat(ids(filtered(connection, "created_after=2025-01-01T00:00:00.0000015Z")))
        .containsExactly(third);
    assertThat(ids(filtered(connection, "created_after=2025-01-01T05:30:00.000001%2B05:30")))
        .containsExactly(third, second);
    assertThat(ids(filtered(connection, "created_after=2025-01-01T05:30:00.000001+05:30")))
        .containsExactly(third, second);
    assertThat(
            ids(
                filtered(
                    connection,
                    "created_after=2025-01-01T00:00:00.000001Z"
                        + "&created_before=2025-01-01T00:00:00.000002Z")))
        .containsExactly(second);
  }

  private static HttpResponse<String> filtered(UUID connection, String query) {
    return api.get(jobsOf(connection) + "?" + query, token);
  }

  private static UUID failedJob(UUID connection) {
    return api.job(
        UUID.randomUUID(),
        connection,
        "failed",
        "2025-01-01T00:00:00Z",
        "2025-01-01T00:01:00Z",
        "2025-01-01T00:02:00Z");
  }

  private static List<String> ids(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response).findValuesAsText("id");
  }
}
