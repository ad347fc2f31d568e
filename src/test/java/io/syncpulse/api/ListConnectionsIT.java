package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.json;
import static io.syncpulse.api.RunningApi.metricsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connections of an organization, ranked by their newest metrics, page by page. */
class ListConnectionsIT {

  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;
  private static final String NOON = "2025-01-01T12:00:00Z";
  private static final UUID CROWD = UUID.randomUUID();
  private static RunningApi api;
  private static String crowd;

  /** Many connections with few different values, so that most are tied, and some have none. */
  @BeforeAll
  static void start() {
    api = RunningApi.start();
    crowd = api.key(CROWD, 0);
    long seed = new Random().nextLong();
    System.out.println("seed of ListConnectionsIT: " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      UUID connection = api.connection(CROWD);
      if (random.nextInt(4) > 0) {
        measured(connection, DAY, random);
      }
      if (random.nextInt(4) > 0) {
        measured(connection, HOUR, random);
      }
      api.execute(
          "UPDATE source_connection SET source_type = ? WHERE id = ?",
          List.of("notion", "github", "\u0131 & <b>'").get(random.nextInt(3)),
          connection);
    }
    UUID theirs = api.connection(UUID.randomUUID());
    api.metrics(theirs, DAY, NOON, 0, 1_000);
    UUID nobodys = UUID.randomUUID();
    api.execute("INSERT INTO source_connection (id, first_seen_at) VALUES (?, now())", nobodys);
    api.metrics(nobodys, DAY, NOON, 0, 1_000);
  }

  private static void measured(UUID connection, int window, Random random) {
    api.metrics(connection, window, NOON, random.nextInt(3), random.nextInt(3));
    api.execute(
        """
        UPDATE rolling_metrics SET duration_p95 = ?, entities_inserted = ?
        WHERE scope_id = ? AND window_seconds = ?
        """,
        random.nextBoolean() ? null : random.nextInt(3) / 3.0,
        random.nextInt(4),
        connection,
        window);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aConnectionHasWhatIsKnownOfItAndItsNewestMetrics() {
    UUID organization = UUID.randomUUID();
    String token = api.key(organization, 0);
    UUID connection = api.connection(organization);
    UUID collection = UUID.randomUUID();
    api.execute(
        """
        UPDATE source_connection SET source_type = 'notion', sync_id = id, collection_id = ?,
          collection_name = 'Wiki "ü"', collection_readable_id = 'wiki-1',
          first_seen_at = '2025-01-01T00:00:00.000001Z', described_at = '2025-01-02T00:00:00Z'
        WHERE id = ?
        """,
        collection,
        connection);
    api.metrics(connection, DAY, "2025-01-01T11:45:00Z", 9, 9);
    api.metrics(connection, DAY, NOON, 3, 1);

    String body = api.get("/source-connections", token).body();

    assertThat(body)
        .isEqualTo(
            """
            [{"id":"%1$s","source_type":"notion","sync_id":"%1$s","collection_id":"%2$s",\
            "collection_name":"Wiki \\"ü\\"","collection_readable_id":"wiki-1",\
            "first_seen_at":"2025-01-01T00:00:00.000001Z","described_at":"2025-01-02T00:00:00Z",\
            "metrics":%3$s}]"""
                .formatted(connection, collection, api.get(metricsOf(connection), token).body()));
    assertThat(json(body).get(0).at("/metrics/failed").asInt()).isEqualTo(1);
  }

  @Test
  void aConnectionOfWhichNothingIsKnownHasNullsAndTheMetricsOfNothing() {
    UUID organization = UUID.randomUUID();
    String token = api.key(organization, 0);
    UUID connection = api.connection(organization);

    JsonNode shown = json(api.get("/source-connections?window=7h", api.key(CROWD, 0)));
    assertThat(shown.at("/detail/0/type").asText()).isEqualTo("enum");

    shown = json(api.get("/source-connections?window=60m", token)).get(0);
    assertThat(shown.get("source_type").isNull()).isTrue();
    assertThat(shown.get("collection_id").isNull()).isTrue();
    assertThat(shown.get("described_at").isNull()).isTrue();
    assertThat(shown.get("metrics"))
        .isEqualTo(json(api.get(metricsOf(connection) + "?window=60m", token)));
  }

  @Test
  void anOrganizationWithoutConnectionsHasAnEmptyArray() {
    assertThat(api.get("/source-connections", api.key(UUID.randomUUID(), 0)).body())
        .isEqualTo("[]");
  }

  @ParameterizedTest
  @EnumSource
  void everyOrderIsCompleteAndInOrderHoweverLargeThePages(ConnectionOrder order) {
    for (String window : List.of("24h", "1h")) {
      String address = "/source-connections?window=" + window + "&sort=" + order.wireName();
      List<JsonNode> all = walk(address + "&limit=1000");
      assertThat(all).hasSize(60);
      assertThat(all).isSortedAccordingTo(expected(order));
      assertThat(ids(all)).doesNotHaveDuplicates();

      for (int limit : new int[] {1, 7, 30, 59, 60}) {
        assertThat(ids(walk(address + "&limit=" + limit))).isEqualTo(ids(all));
      }
    }
  }

  @Test
  void theWorstRateComesFirstUnlessAskedOtherwise() {
    assertThat(ids(walk("/source-connections")))
        .isEqualTo(ids(walk("/source-connections?sort=success_rate&window=24h&limit=100")));
  }

  @Test
  void sourceTypesFilterAndStayInTheLink() {
    List<JsonNode> all = walk("/source-connections?limit=1000");
    for (String type : List.of("notion", "\u0131 & <b>'")) {
      String encoded = type.equals("notion") ? type : "%C4%B1%20%26%20%3Cb%3E%27";
      assertThat(ids(walk("/source-connections?limit=2&source_type=" + encoded)))
          .isEqualTo(
              ids(all.stream().filter(c -> c.get("source_type").asText().equals(type)).toList()));
    }
    assertThat(walk("/source-connections?limit=5&source_type=notion&source_type=github"))
        .hasSameSizeAs(
            all.stream().filter(c -> !c.get("source_type").asText().contains("&")).toList());
    assertThat(api.get("/source-connections?source_type=none", crowd).body()).isEqualTo("[]");
  }

  @Test
  void aSearchFindsPartsOfNamesAndTypesInEitherCaseAndBeginningsOfIds() {
    UUID organization = UUID.randomUUID();
    String token = api.key(organization, 0);
    UUID wiki = named(organization, "Wiki 100%_\\", "docs-x7", "notion");
    UUID plan = named(organization, "Ünder \"Plan\"", "plans", "github");
    UUID bare = api.connection(organization);
    named(UUID.randomUUID(), "Wiki", "docs", "notion");

    assertThat(found(token, "wIKI")).containsExactly(wiki);
    assertThat(found(token, "S-X")).containsExactly(wiki);
    assertThat(found(token, "ITHU")).containsExactly(plan);
    assertThat(found(token, "Ünder \"p")).containsExactly(plan);
    assertThat(found(token, "%_\\")).containsExactly(wiki);
    assertThat(found(token, "%")).containsExactly(wiki);
    assertThat(found(token, "'; DROP TABLE sync_job; --")).isEmpty();
    assertThat(found(token, "docs-x7 notion")).isEmpty();
    for (UUID connection : List.of(wiki, plan, bare)) {
      assertThat(found(token, connection.toString().toUpperCase(Locale.ROOT)))
          .containsExactly(connection);
      assertThat(found(token, connection.toString().substring(0, 13))).containsExactly(connection);
      assertThat(found(token, connection.toString().substring(24))).isEmpty();
    }
  }

  private static UUID named(UUID organization, String name, String readableId, String type) {
    UUID connection = api.connection(organization);
    api.execute(
        """
        UPDATE source_connection
        SET collection_name = ?, collection_readable_id = ?, source_type = ? WHERE id = ?
        """,
        name,
        readableId,
        type,
        connection);
    return connection;
  }

  private static List<UUID> found(String token, String search) {
    String query = URLEncoder.encode(search, UTF_8);
    HttpResponse<String> response = api.get("/source-connections?search=" + query, token);
    return ids(json(response)).stream().map(UUID::fromString).toList();
  }

  @Test
  void aSearchGoesOnThroughThePages() {
    List<JsonNode> all = walk("/source-connections?limit=1000");
    List<String> expected =
        ids(all.stream().filter(c -> c.get("source_type").asText().equals("github")).toList());

    assertThat(ids(walk("/source-connections?limit=2&search=gitH"))).isEqualTo(expected);
  }

  @Test
  void theLinkHoldsWhatWasUnderstoodAndNothingElse() {
    HttpResponse<String> response =
        api.get("/source-connections/?limit=1&x=%3E%0D%0A&api_key=" + crowd, crowd);

    assertThat(response.headers().firstValue("link").orElseThrow())
        .matches(
            "</source-connections\\?window=24h&sort=success_rate&limit=1"
                + "&cursor=[A-Za-z0-9_-]{36}>; rel=\"next\"");
  }

  @Test
  void aCursorOpensNothingToAnotherOrganizationAndNoOtherOrder() {
    String next = next(api.get("/source-connections?limit=1", crowd)).orElseThrow();

    assertThat(api.get(next, api.key(UUID.randomUUID(), 0)).body()).isEqualTo("[]");
    assertThat(api.get(next.replace("sort=success_rate", "sort=p95"), crowd).statusCode())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({
    "window=x, window, value_error",
    "sort=, sort, enum",
    "sort=SUCCESS_RATE, sort, enum",
    "sort=p95&sort=p95, sort, multiple_values",
    "search=, search, value_error",
    "search=a&search=b, search, multiple_values",
    "search=a%0Ab, search, value_error",
    "source_type=, source_type, value_error",
    "source_type=a%00b, source_type, value_error",
    "source_type=a%0Ab, source_type, value_error",
    "limit=0, limit, greater_than_equal",
    "limit=1001, limit, less_than_equal",
    "cursor=, cursor, value_error",
    "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB, cursor, value_error",
    "cursor=%27%3B+DROP+TABLE+sync_job%3B+--, cursor, value_error"
  })
  void aBadParameterIsNamed(String query, String name, String type) {
    HttpResponse<String> response = api.get("/source-connections?" + query, crowd);

    assertThat(response.statusCode()).isEqualTo(422);
    JsonNode detail = json(response).get("detail");
    assertThat(detail).hasSize(1);
    assertThat(detail.get(0).get("loc").get(1).asText()).isEqualTo(name);
    assertThat(detail.get(0).get("type").asText()).isEqualTo(type);
    assertThat(response.body()).doesNotContain("DROP");
  }

  @Test
  void aSourceTypeMayBeAHundredCharactersLong() {
    String address = "/source-connections?source_type=notion&source_type=";

    assertThat(api.get(address + "x".repeat(100), crowd).statusCode()).isEqualTo(200);
    assertThat(json(api.get(address + "x".repeat(101), crowd)).at("/detail/0/loc"))
        .isEqualTo(json("[\"query\",\"source_type\",1]"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, Double.MAX_VALUE})
  void aCursorMadeByHandSkipsButBreaksNothing(double rank) {
    for (ConnectionOrder order : ConnectionOrder.values()) {
      String cursor = new RankCursor(order, rank, new UUID(-1, -1)).text();
      String address = "/source-connections?sort=" + order.wireName() + "&cursor=" + cursor;
      assertThat(api.get(address, crowd).statusCode()).isEqualTo(200);
    }
  }

  private static Comparator<JsonNode> expected(ConnectionOrder order) {
    ToDoubleFunction<JsonNode> rank =
        switch (order) {
          case SUCCESS_RATE -> c -> c.at("/metrics/success_rate").asDouble(2);
          case P95 -> c -> -c.at("/metrics/duration_seconds/p95").asDouble(-1);
          case THROUGHPUT -> c -> -c.at("/metrics/entities_per_second").asDouble() + 0.0;
          case FAILURES -> c -> -c.at("/metrics/failed").asInt();
        };
    // A UUID of Java compares as two signed numbers, one of Postgres as text.
    return Comparator.comparingDouble(rank).thenComparing(c -> c.get("id").asText());
  }

  private static List<JsonNode> walk(String address) {
    List<JsonNode> connections = new ArrayList<>();
    Optional<String> page = Optional.of(address);
    while (page.isPresent()) {
      HttpResponse<String> response = api.get(page.get(), crowd);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      json(response).forEach(connections::add);
      page = next(response);
    }
    return connections;
  }

  private static Optional<String> next(HttpResponse<String> response) {
    return response.headers().firstValue("link").map(link -> link.substring(1, link.indexOf('>')));
  }

  private static List<String> ids(JsonNode connections) {
    return connections.findValuesAsText("id");
  }

  private static List<String> ids(List<JsonNode> connections) {
    return connections.stream().map(connection -> connection.get("id").asText()).toList();
  }
}
