package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However many metrics and connections there are, only those that are asked for are looked at. */
class MetricsPlanIT {

  private static final OffsetDateTime FROM =
      OffsetDateTime.of(2025, 1, 2, 0, 0, 0, 0, ZoneOffset.UTC);
  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static UUID connection;

  /** One of a thousand connections is the organization's. */
  @BeforeAll
  static void start() {
    api = RunningApi.start();
    connection = api.connection(ORGANIZATION);
    api.execute(
        """
        INSERT INTO source_connection
          (id, organization_id, organization_claimed_at, first_seen_at)
        SELECT gen_random_uuid(), gen_random_uuid(), now(), now() FROM generate_series(1, 999)
        """);
    api.execute(
        """
        INSERT INTO rolling_metrics (scope_id, scope, window_seconds, is_final, as_of, completed,
          failed, cancelled, lost, entities_inserted, entities_updated, entities_deleted,
          running_seconds)
        SELECT id, 'connection', size, true, '2025-01-01T00:00Z'::timestamptz + n * interval '1 h',
          1, 1, 0, 0, 0, 0, 0, 0
        FROM source_connection, generate_series(1, 48) n, unnest(ARRAY[3600, 86400]) size
        """);
    api.execute("INSERT INTO metric_window VALUES (3600), (86400)");
    api.rank();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "force_custom_plan, false",
    "force_generic_plan, false",
    "force_custom_plan, true",
    "force_generic_plan, true"
  })
  void everyTableIsReadByAnIndex(String planMode, boolean analyzed) throws SQLException {
    try (Connection database = api.connect();
        Statement setup = database.createStatement()) {
      setup.execute("SET plan_cache_mode = " + planMode);
      if (analyzed) {
        setup.execute("ANALYZE");
      }
      setup.execute(ConnectionPool.sessionSettings(Duration.ofSeconds(10)));
      for (OffsetDateTime at : new OffsetDateTime[] {null, FROM}) {
        MetricsQuery query = new MetricsQuery(connection, Window.DEFAULT, at);
        assertWalk(
            explain(
                database,
                MetricsReader.sql(query),
                select -> MetricsReader.bind(select, ORGANIZATION, query)));
        assertWalk(
            explain(
                database,
                ScopeFigures.SQL,
                select ->
                    ScopeFigures.bind(
                        select, FigureScope.ORGANIZATION, ORGANIZATION, Window.DEFAULT)));
        MetricsHistoryQuery history =
            new MetricsHistoryQuery(connection, Window.DEFAULT, at, null, 1_000);
        assertWalk(
            explain(
                database,
                MetricsReader.sql(history),
                select -> MetricsReader.bind(select, ORGANIZATION, history)));
      }
      setup.execute("SET enable_sort = on");
      for (ConnectionOrder order : ConnectionOrder.values()) {
        RankCursor cursor = new RankCursor(order, 0, connection);
        for (RankCursor place : new RankCursor[] {null, cursor}) {
          ConnectionsQuery query =
              new ConnectionsQuery(Window.DEFAULT, order, List.of("notion"), "no", 1_000, place);
          JsonNode plan =
              explain(
                  database,
                  ConnectionsReader.sql(query),
                  select -> ConnectionsReader.bind(select, ORGANIZATION, query));
          assertIndexed(plan);
          assertThat(plan.findValuesAsText("Index Name"))
              .anyMatch(index -> index.startsWith("source_connection_"));
        }
      }
    }
  }

  @Test
  void ofAnOrganizationOnlyTheConnectionsOfTheTypesAreLookedAt() throws SQLException {
    UUID large = UUID.randomUUID();
    api.execute(
        """
        INSERT INTO source_connection
          (id, organization_id, organization_claimed_at, first_seen_at, source_type)
        SELECT gen_random_uuid(), ?, now(), now(), 'type ' || n % 20
        FROM generate_series(1, 2000) n
        """,
        large);
    ConnectionsQuery query =
        new ConnectionsQuery(
            Window.DEFAULT, ConnectionOrder.P95, List.of("type 3", "type 7"), null, 50, null);
    try (Connection database = api.connect();
        Statement setup = database.createStatement()) {
      setup.execute("ANALYZE source_connection");
      setup.execute(ConnectionPool.sessionSettings(Duration.ofSeconds(10)));
      setup.execute("SET enable_sort = on");
      JsonNode plan =
          explain(
              database,
              ConnectionsReader.sql(query),
              select -> ConnectionsReader.bind(select, large, query));

      assertThat(plan.findValuesAsText("Index Name"))
          .as(plan.toPrettyString())
          .contains("source_connection_source_type")
          .doesNotContain("source_connection_organization");
    }
  }

  private static void assertWalk(JsonNode plan) {
    assertIndexed(plan);
    assertThat(plan.findValuesAsText("Node Type"))
        .as(plan.toPrettyString())
        .noneMatch(node -> node.contains("Sort"));
  }

  private static void assertIndexed(JsonNode plan) {
    assertThat(plan.findValuesAsText("Node Type"))
        .as(plan.toPrettyString())
        .noneMatch(node -> node.contains("Seq Scan"));
    assertThat(plan.findValuesAsText("Index Name")).contains("rolling_metrics_pkey");
  }

  private interface Binding {
    void bind(PreparedStatement select) throws SQLException;
  }

  private static JsonNode explain(Connection database, String sql, Binding binding)
      throws SQLException {
    try (PreparedStatement explain = database.prepareStatement("EXPLAIN (FORMAT JSON) " + sql)) {
      binding.bind(explain);
      try (ResultSet row = explain.executeQuery()) {
        row.next();
        return RunningApi.json(row.getString(1));
      }
    }
  }
}
