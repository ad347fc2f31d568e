package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static io.syncpulse.api.RunningApi.json;
import static io.syncpulse.api.RunningApi.metricsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.syncpulse.services.Services;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document says what the server really sends, and the page that shows it is whole. */
class OpenApiIT {

  /** Of HTTP itself: a document does not list them. */
  private static final Set<String> HTTP_HEADERS =
      Set.of("date", "content-type", "content-length", "transfer-encoding", "connection");

  private static final String LIST_JOBS = "/source-connections/{source_connection_id}/jobs";
  private static final String LIST_CONNECTIONS = "/source-connections";
  private static final String GET_METRICS = "/source-connections/{source_connection_id}/metrics";
  private static final String LIST_METRICS = GET_METRICS + "/history";
  private static final String GET_OVERVIEW = "/overview";
  private static final String GET_CAPACITY = "/capacity";
  private static final String GET_CONNECTION = "/source-connections/{source_connection_id}";
  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static JsonNode document;
  private static OpenApiSchemas schemas;
  private static String token;
  private static String jobs;
  private static String metrics;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    document = json(api.send("GET", "/openapi.json"));
    schemas = new OpenApiSchemas(document);
    token = api.key(ORGANIZATION, 0);
    UUID connection = api.connection(ORGANIZATION);
    jobs = jobsOf(connection);
    metrics = metricsOf(connection);
    api.metrics(connection, 86_400, "2025-01-01T00:00:00Z", 3, 1);
    api.metrics(connection, 86_400, "2025-01-01T00:15:00Z", 0, 0);
    api.connection(ORGANIZATION);
    api.job(connection, "2025-01-01T00:00:00Z");
    api.job(
        UUID.randomUUID(),
        connection,
        "failed",
        "2025-01-01T00:00:00Z",
        "2025-01-01T00:00:01Z",
        "2025-01-01T00:00:02Z");
    api.execute(
        "UPDATE sync_job SET error = 'e', error_category = 'api_key_invalid',"
            + " error_details = '{\"a\": 1}' WHERE status = 'failed'");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void everyAnswerOfListSyncJobsIsAsDocumented() {
    String limited = api.key(ORGANIZATION, 1);
    api.get(jobs, limited);

    assertDocumented(LIST_JOBS, api.get(jobs, token), 200);
    assertDocumented(LIST_JOBS, api.get(jobs + "?limit=1", token), 200);
    assertDocumented(LIST_JOBS, accepting(jobs + "?limit=1", "text/csv"), 200);
    assertDocumented(LIST_JOBS, accepting(jobs, "text/html"), 406);
    assertDocumented(LIST_JOBS, api.send("GET", jobs), 401);
    assertDocumented(LIST_JOBS, api.get(jobs, "x".repeat(20)), 403);
    assertDocumented(LIST_JOBS, api.get(jobsOf(UUID.randomUUID()), token), 404);
    assertDocumented(
        LIST_JOBS,
        api.get("/source-connections/x/jobs?limit=0&status=x&created_after=x&cursor=x", token),
        422);
    assertDocumented(
        LIST_JOBS,
        api.get(jobs + "?limit=x&created_after=2025-01-01T00:00:00&cursor=&cursor=", token),
        422);
    assertDocumented(LIST_JOBS, api.get(jobs + "?limit=1001", token), 422);
    assertDocumented(LIST_JOBS, api.get(jobs, limited), 429);
  }

  @Test
  void everyAnswerAboutMetricsIsAsDocumented() {
    String none = metricsOf(api.connection(ORGANIZATION));
    String bad = "?window=x&limit=0&at=x&from=x&to=x&sort=x&source_type=&cursor=x";

    assertDocumented(GET_METRICS, api.get(metrics, token), 200);
    assertDocumented(GET_METRICS, api.get(metrics + "?at=2025-01-01T00:00:00Z", token), 200);
    assertDocumented(GET_METRICS, api.get(none, token), 200);
    assertDocumented(GET_METRICS, api.get(none + "?window=9d", token), 422);
    assertDocumented(LIST_METRICS, api.get(metrics + "/history", token), 200);
    assertDocumented(LIST_METRICS, api.get(metrics + "/history?limit=1", token), 200);
    assertDocumented(LIST_METRICS, api.get(none + "/history", token), 200);
    assertDocumented(LIST_METRICS, accepting(metrics + "/history", "text/csv"), 200);
    assertDocumented(LIST_METRICS, accepting(metrics + "/history", "text/html"), 406);
    assertDocumented(LIST_CONNECTIONS, api.get("/source-connections", token), 200);
    assertDocumented(LIST_CONNECTIONS, api.get("/source-connections?limit=1", token), 200);
    for (String path : List.of(GET_METRICS, LIST_METRICS, LIST_CONNECTIONS)) {
      String limited = api.key(ORGANIZATION, 1);
      String address = addressOf(path, metrics);
      api.get(address, limited);

      assertDocumented(path, api.send("GET", address), 401);
      assertDocumented(path, api.get(address, "x".repeat(20)), 403);
      assertDocumented(path, api.get(address + bad, token), 422);
      assertDocumented(path, api.get(address, limited), 429);
    }
    for (String path : List.of(GET_METRICS, LIST_METRICS)) {
      String unknown = addressOf(path, metricsOf(UUID.randomUUID()));
      assertDocumented(path, api.get(unknown, token), 404);
    }
  }

  private static HttpResponse<String> accepting(String address, String type) {
    return api.send("GET", address, "x-api-key", token, "accept", type);
  }

  private static String addressOf(String path, String metricsOfConnection) {
    return path.replace(GET_CONNECTION, metricsOfConnection.replace("/metrics", ""));
  }

  @Test
  void everyAnswerForTheDashboardIsAsDocumented() {
    String connection = metrics.replace("/metrics", "");
    String none = "/source-connections/" + api.connection(ORGANIZATION);
    String platform = api.platformKey(UUID.randomUUID());
    api.metrics("organization", ORGANIZATION, 86_400, "2025-01-01T00:00:00Z", 3, 1);

    assertDocumented(GET_CONNECTION, api.get(connection, token), 200);
    assertDocumented(GET_CONNECTION, api.get(none, token), 200);
    assertDocumented(
        GET_CONNECTION, api.get("/source-connections/" + UUID.randomUUID(), token), 404);
    assertDocumented(GET_CONNECTION, api.get("/source-connections/x", token), 422);
    assertDocumented(GET_OVERVIEW, api.get("/overview", token), 200);
    assertDocumented(GET_OVERVIEW, api.get("/overview", platform), 200);
    assertDocumented(GET_OVERVIEW, api.get("/overview?window=x", token), 422);
    assertDocumented(GET_CAPACITY, api.get("/capacity?workers=2", token), 200);
    assertDocumented(GET_CAPACITY, api.get("/capacity?scope=platform", platform), 200);
    assertDocumented(GET_CAPACITY, api.get("/capacity?scope=platform", token), 403);
    assertDocumented(
        GET_CAPACITY, api.get("/capacity?scope=x&from=x&to=x&workers=x&resolution=x", token), 422);
    for (String path : List.of(GET_CONNECTION, GET_OVERVIEW, GET_CAPACITY)) {
      String limited = api.key(ORGANIZATION, 1);
      String address = addressOf(path, metrics);
      api.get(address, limited);

      assertDocumented(path, api.send("GET", address), 401);
      assertDocumented(path, api.get(address, "x".repeat(20)), 403);
      assertDocumented(path, api.get(address, limited), 429);
    }
  }

  @Test
  void theAnswerToWhoDoesNotWaitIsAsDocumented() throws SQLException {
    try (Connection holder = api.locked("sync_job")) {
      HttpResponse<String> counting =
          api.send(
              "GET",
              GET_CAPACITY + "?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z",
              "x-api-key",
              token,
              "prefer",
              "respond-async");
      holder.rollback();

      assertDocumented(GET_CAPACITY, counting, 202);
      assertOrder("Counting", json(counting));
    }
  }

  @Test
  void theAnswerToWhoHasItAlreadyIsAsDocumented() {
    for (String path :
        List.of(
            LIST_JOBS,
            GET_METRICS,
            LIST_METRICS,
            LIST_CONNECTIONS,
            GET_CONNECTION,
            GET_OVERVIEW,
            GET_CAPACITY)) {
      String address = addressOf(path, metrics);
      assertDocumented(
          path, api.send("GET", address, "x-api-key", token, "if-none-match", "*"), 304);
    }
  }

  @Test
  void theAnswersInTroubleAreAsDocumented() {
    try (RunningApi empty = RunningApi.startWithoutSchema(Services.postgres())) {
      assertDocumented(LIST_JOBS, empty.get(jobs, token), 503);
      for (String path :
          List.of(
              GET_METRICS,
              LIST_METRICS,
              LIST_CONNECTIONS,
              GET_CONNECTION,
              GET_OVERVIEW,
              GET_CAPACITY)) {
        assertDocumented(path, empty.get(addressOf(path, metrics), token), 503);
      }
      assertDocumented("/health/ready", empty.send("GET", "/health/ready"), 503);
    }
    assertDocumented("/health/ready", api.send("GET", "/health/ready"), 200);
    assertDocumented("/health/live", api.send("GET", "/health/live"), 200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LIST_JOBS,
        GET_METRICS,
        LIST_METRICS,
        LIST_CONNECTIONS,
        GET_OVERVIEW,
        GET_CAPACITY
      })
  void theParametersAreThoseThatTheServerChecks(String path) {
    Set<String> documented = new TreeSet<>();
    for (JsonNode reference : document.at(pointer(path)).get("parameters")) {
      JsonNode parameter = schemas.resolve(reference);
      if (parameter.path("in").asText().equals("query")) {
        documented.add(parameter.get("name").asText());
      }
    }
    List<String> empty = documented.stream().map(name -> name + "=").toList();
    String address = path.equals(LIST_JOBS) ? jobs : addressOf(path, metrics);

    JsonNode detail = json(api.get(address + "?" + String.join("&", empty), token)).get("detail");

    Set<String> checked = new TreeSet<>();
    detail.forEach(problem -> checked.add(problem.get("loc").get(1).asText()));
    assertThat(checked).isEqualTo(documented);
  }

  @Test
  void theFieldsAreInTheOrderOfTheAnswer() {
    JsonNode connection = json(api.get("/source-connections", token)).get(0);
    assertOrder("Job", json(api.get(jobs + "?include=created_at", token)).get(0));
    assertOrder("SourceConnection", connection);
    assertOrder("Metrics", connection.get("metrics"));
    assertOrder("ConnectionDetail", json(api.get(metrics.replace("/metrics", ""), token)));
    JsonNode overview = json(api.get("/overview", token));
    assertOrder("Overview", overview);
    assertOrder("ScopeOverview", overview.at("/scopes/0"));
    assertOrder("ScopeMetrics", overview.at("/scopes/0/previous"));
    assertOrder("Sparkline", overview.at("/scopes/0/sparkline"));
    JsonNode capacity = json(api.get("/capacity", token));
    assertOrder("Capacity", capacity);
    assertOrder("Level", capacity.get("running"));
    assertOrder("CapacityStep", capacity.at("/series/0"));
    assertOrder("HourOfWeek", capacity.at("/hour_of_week/0"));
    for (String group : List.of("duration_seconds", "queue_seconds", "entities")) {
      assertOrder("Metrics/properties/" + group, connection.at("/metrics/" + group));
    }
  }

  private static void assertOrder(String name, JsonNode answer) {
    List<String> sent = new ArrayList<>();
    answer.fieldNames().forEachRemaining(sent::add);
    JsonNode schema = document.at("/components/schemas/" + name);
    List<String> documented = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(documented::add);

    assertThat(documented).as(name).isEqualTo(sent);
    documented.remove("created_at"); // of jobs, and only for who asks for it
    assertThat(schema.get("required")).hasSize(documented.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/"})
  void thePageLoadsNothingFromElsewhereAndRunsNoScriptOfItsOwn(String address) {
    HttpResponse<String> page = api.send("GET", address);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
        .doesNotContain("unsafe");

    assertThat(page.body()).doesNotContain("://").doesNotContainPattern("<script>|style=| on\\w+=");
    Matcher links = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(page.body());
    Set<String> loaded = new TreeSet<>();
    while (links.find()) {
      loaded.add(links.group(1));
    }
    assertThat(loaded).hasSize(4);
    assertThat(loaded).allMatch(link -> api.send("GET", link).statusCode() == 200);
  }

  private static void assertDocumented(String path, HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    JsonNode response = document.at(pointer(path)).get("responses").get(Integer.toString(status));
    assertThat(response).as("%s %d", path, status).isNotNull();

    JsonNode headers = response.get("headers");
    Set<String> documented = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    headers.fieldNames().forEachRemaining(documented::add);
    Set<String> sent = new TreeSet<>(answer.headers().map().keySet());
    sent.removeAll(HTTP_HEADERS);
    assertThat(documented).as("headers of %s %d", path, status).containsAll(sent);
    for (String name : documented) {
      JsonNode header = schemas.resolve(headers.get(exact(headers, name)));
      if (header.path("required").asBoolean()) {
        assertThat(sent).as("%s %d", path, status).anyMatch(name::equalsIgnoreCase);
      }
      answer.headers().firstValue(name).ifPresent(v -> assertHeader(header.get("schema"), v));
    }
    if (status == 304) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("content-type").orElseThrow().replaceAll(";.*", "");
    JsonNode content = response.get("content").get(type);
    boolean csv = type.equals("text/csv");
    schemas.check(content.get("schema"), csv ? new TextNode(answer.body()) : json(answer), "$");
    schemas.check(content.get("schema"), content.get("example"), "example");
    if (csv) {
      assertThat(header(answer.body())).isEqualTo(header(content.get("example").asText()));
    }
  }

  private static String header(String csv) {
    return csv.substring(0, csv.indexOf("\r\n"));
  }

  private static void assertHeader(JsonNode schema, String value) {
    boolean integer = schema.path("type").asText().equals("integer");
    schemas.check(schema, integer ? json(value) : new TextNode(value), "header");
  }

  private static String exact(JsonNode object, String name) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream().filter(name::equalsIgnoreCase).findFirst().orElseThrow();
  }

  private static String pointer(String path) {
    return "/paths/" + path.replace("/", "~1") + "/get";
  }
}
