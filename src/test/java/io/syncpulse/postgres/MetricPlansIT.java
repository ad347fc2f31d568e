package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No question about some connections reads the rows of the others. */
class MetricPlansIT {

  private static final String CONNECTION = "'00000000-0000-0000-0000-000000000007'";

  private static TestDatabase postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestDatabase.shared();
    postgres.execute(
        """
        INSERT INTO source_connection (id, organization_id, organization_claimed_at, first_seen_at)
        SELECT lpad(i::text, 32, '0')::uuid, lpad((i / 20)::text, 32, '0')::uuid, now(), now()
        FROM generate_series(0, 199) AS i
        """);
    postgres.execute("INSERT INTO metric_window VALUES (3600), (86400), (604800)");
    postgres.execute(
        """
        INSERT INTO rolling_metrics (scope_id, scope, window_seconds, as_of, completed, failed,
          cancelled, lost, entities_inserted, entities_updated, entities_deleted, running_seconds,
          is_final)
        SELECT connection.id, 'connection', size.window_seconds,
          '2026-02-01Z'::timestamptz + i * interval '1 h', i, 100 - i, 0, 0, 1, 1, 1, 60, true
        FROM source_connection AS connection, metric_window AS size, generate_series(1, 50) AS i
        """);
    postgres.execute(
        """
        INSERT INTO hourly_metrics (scope_id, scope, hour, is_final, completed, failed, cancelled,
          lost, entities_inserted, entities_updated, entities_deleted, running_micros,
          duration_micros, duration_micros_squared, duration_buckets, duration_counts,
          queue_buckets, queue_counts)
        SELECT connection.id, 'connection', '2026-02-01Z'::timestamptz + i * interval '1 h', true,
          1, 1, 0, 0, 1, 1, 1, 60, 60, 1800, '{7}', '{2}', '{}', '{}'
        FROM source_connection AS connection, generate_series(1, 100) AS i
        """);
    postgres.execute("ANALYZE");
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void theNewestRowOfEachConnectionOfAnOrganizationWorstFirst() throws Exception {
    String query =
        """
        SELECT source_connection_id, as_of, success_rate_lower FROM analytics.connection_health
        WHERE organization_id = '00000000-0000-0000-0000-000000000003' AND window_seconds = 3600
        ORDER BY success_rate_lower
        """;
    assertThat(postgres.texts(query)).hasSize(20);
    assertThat(postgres.texts("EXPLAIN (ANALYZE) " + query))
        .anyMatch(line -> line.contains("Index Scan Backward using rolling_metrics_pkey"))
        .anyMatch(line -> line.contains("window_seconds"))
        .noneMatch(line -> line.contains("Seq Scan on rolling_metrics"));
    assertThat(rowsRead(query)).isEqualTo(20);
  }

  @Test
  void aConnectionOverTimeByTheSizeOfTheWindow() throws Exception {
    String query =
        """
        SELECT as_of, success_rate FROM analytics.connection_metrics
        WHERE source_connection_id = %s AND window_size = '24 h'
          AND as_of >= '2026-02-02Z' AND as_of < '2026-02-02 10:00Z'
        """
            .formatted(CONNECTION);
    assertThat(postgres.texts(query)).hasSize(10);
    assertThat(rowsRead(query)).isEqualTo(10);
  }

  @Test
  void aConnectionAtAMomentBySeconds() throws Exception {
    String query =
        """
        SELECT as_of FROM analytics.connection_metrics
        WHERE source_connection_id = %s AND window_seconds = 86400 AND as_of <= '2026-02-02Z'
        ORDER BY as_of DESC LIMIT 1
        """
            .formatted(CONNECTION);
    assertThat(postgres.texts(query)).hasSize(1);
    assertThat(rowsRead(query)).isEqualTo(1);
  }

  @Test
  void aRowIsValidUntilTheNextOfItsWindow() throws Exception {
    assertThat(
            postgres.texts(
                """
                SELECT (valid_until - as_of)::text FROM analytics.connection_metrics
                WHERE source_connection_id = %s AND window_seconds = 3600
                ORDER BY as_of DESC LIMIT 3
                """
                    .formatted(CONNECTION)))
        .containsExactly(null, "01:00:00", "01:00:00");
  }

  @Test
  void hoursOfAConnection() throws Exception {
    String plan =
        String.join(
            "\n",
            postgres.texts(
                """
                EXPLAIN SELECT * FROM analytics.connection_hourly
                WHERE source_connection_id = %s AND hour >= '2026-02-02Z'
                """
                    .formatted(CONNECTION)));
    assertThat(plan).contains("hourly_metrics_pkey").doesNotContain("Seq Scan on hourly_metrics");
  }

  /** Rows that the innermost scans of rolling_metrics brought in all. */
  private static int rowsRead(String query) throws SQLException {
    List<String> lines =
        postgres.texts("EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF) " + query);
    assertThat(lines).as(query).noneMatch(line -> line.contains("Seq Scan on rolling_metrics"));
    return lines.stream()
        .filter(line -> line.contains("Scan") && line.contains("rolling_metrics"))
        .filter(line -> !line.contains("Bitmap Index"))
        .mapToInt(line -> Math.round(number(line, "rows=") * number(line, "loops=")))
        .sum();
  }

  private static float number(String line, String name) {
    int from = line.indexOf(name) + name.length();
    int to = from;
    while (to < line.length() && "0123456789.".indexOf(line.charAt(to)) >= 0) {
      to++;
    }
    return Float.parseFloat(line.substring(from, to));
  }
}
