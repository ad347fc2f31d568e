package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the role syncpulse_analyst may, and what it may not. */
class AnalystIT {

  private static TestDatabase postgres;
  private static AnalystLogin analyst;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestDatabase.shared();
    analyst = new AnalystLogin(postgres);
  }

  @AfterAll
  static void stop() throws Exception {
    analyst.close();
    postgres.close();
  }

  @Test
  void readsEveryViewWhateverTheSearchPathIs() throws Exception {
    List<String> views =
        postgres.texts(
            "SELECT format('analytics.%I', viewname) FROM pg_views WHERE schemaname = 'analytics'");
    assertThat(views).hasSizeGreaterThan(15);
    for (String path : List.of("''", "public", "analytics", "pg_catalog, analytics, public")) {
      try (Connection connection = analyst.connect(path)) {
        for (String view : views) {
          assertThat(Answer.to(connection, "SELECT * FROM " + view).rows()).as(view).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM analytics.metrics_between('platform',"
            + " '00000000-0000-0000-0000-000000000000', '2026-03-01Z', '2026-03-02Z')",
        "SELECT count(*) FROM analytics.rolling_metrics_as_of(now(), 3600)",
        "SELECT analytics.histogram_quantile(analytics.histogram_merge('{7}', '{2}'), 0.5)",
        "SELECT analytics.histogram_quantile('{7}', '{2}', 0.5)",
        "SELECT analytics.histogram_bucket_seconds(analytics.histogram_bucket(1000))",
        "SELECT analytics.wilson_interval(1, 2), analytics.source_type_id('notion')"
      })
  void callsFunctionsWhateverTheSearchPathIs(String sql) throws Exception {
    for (String path : List.of("''", "public", "analytics")) {
      try (Connection connection = analyst.connect(path)) {
        assertThat(Answer.to(connection, sql).rows()).hasSize(1);
      }
    }
  }

  @Test
  void readsNoTable() throws Exception {
    for (String table :
        postgres.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
      assertRefused("SELECT * FROM public." + table);
    }
    assertRefused("SELECT token_sha256 FROM public.api_key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO public.sync_job (id) VALUES (gen_random_uuid())",
        "DELETE FROM public.source_connection",
        "UPDATE analytics.connections SET source_type = 'x'",
        "DELETE FROM analytics.late_outcomes",
        "INSERT INTO analytics.windows (window_seconds) VALUES (1)",
        "CREATE VIEW analytics.mine AS SELECT 1",
        "CALL public.merge_late_outcomes('{00000000-0000-0000-0000-000000000001}',"
            + " '{00000000-0000-0000-0000-000000000001}', '{false}', '{lost}', '{null}', '{null}',"
            + " '{0}', '{0}', '{0}', '{0}', '{0}', '{0}')"
      })
  void writesNothing(String sql) throws Exception {
    assertRefused(sql);
  }

  @Test
  void whoMayReadAnAnalystsViewsIsDecidedByEachMigration() throws Exception {
    postgres.execute("REVOKE ALL ON ALL TABLES IN SCHEMA analytics FROM syncpulse_analyst");
    assertRefused("SELECT * FROM analytics.jobs");

    postgres.migrate();

    try (Connection connection = analyst.connect("''")) {
      assertThat(Answer.to(connection, "SELECT * FROM analytics.jobs").rows()).isEmpty();
    }
  }

  private static void assertRefused(String sql) throws SQLException {
    try (Connection connection = analyst.connect("public");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .as(sql)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }
}
