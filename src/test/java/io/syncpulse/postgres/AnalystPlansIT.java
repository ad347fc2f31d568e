package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter on a view reaches the index of the table behind it. */
class AnalystPlansIT {

  private static TestDatabase postgres;
  private static Connection connection;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestDatabase.shared();
    postgres.execute(
        """
        INSERT INTO source_connection (id, organization_id, organization_claimed_at, first_seen_at)
        SELECT lpad(i::text, 32, '0')::uuid, lpad((i / 20)::text, 32, '0')::uuid, now(), now()
        FROM generate_series(0, 199) AS i;
        INSERT INTO sync_job (id, source_connection_id, status, created_at, heard_at, ended_at)
        SELECT gen_random_uuid(), lpad((i % 200)::text, 32, '0')::uuid,
          CASE WHEN i % 7 = 0 THEN 'failed' ELSE 'completed' END::job_status,
          '2026-02-01Z'::timestamptz + i * interval '1 min', now(), now()
        FROM generate_series(1, 20000) AS i;
        ANALYZE
        """);
    connection = postgres.connect();
    try (Statement set = connection.createStatement()) {
      // The tables are too small for an index to pay: the question is whether it can be used.
      set.execute("SET enable_seqscan = off");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jobs               | source_connection_id = '00000000-0000-0000-0000-000000000007' | sync_job_newest_first
          jobs               | organization_id = '00000000-0000-0000-0000-000000000007'      | Index Cond: (organization_id =
          jobs               | created_at >= '2026-02-14Z'                                   | sync_job_by_time
          open_jobs          | created_at >= '2026-02-14Z'                                   | sync_job_by_time
          connection_status  | organization_id = '00000000-0000-0000-0000-000000000007'      | Index Cond: (organization_id =
          connection_cadence | organization_id = '00000000-0000-0000-0000-000000000007'      | Index Cond: (organization_id =
          failure_streaks    | source_connection_id = '00000000-0000-0000-0000-000000000007' | sync_job_newest_first
          failure_streaks    | organization_id = '00000000-0000-0000-0000-000000000007'      | Index Cond: (organization_id =
          failure_streaks    | first_created_at >= '2026-02-14Z'                             | Cond: (created_at >=
          recoveries         | first_created_at >= '2026-02-14Z'                             | Cond: (created_at >=
          connection_metrics | source_connection_id = '00000000-0000-0000-0000-000000000007' | rolling_metrics_pkey
          connection_hourly  | source_connection_id = '00000000-0000-0000-0000-000000000007' | hourly_metrics_pkey
          organization_hourly| organization_id = '00000000-0000-0000-0000-000000000007'      | hourly_metrics_
          organization_hourly| hour >= '2026-02-14Z'                                         | hourly_metrics_of_many
          source_type_hourly | hour >= '2026-02-14Z'                                         | hourly_metrics_of_many
          platform_hourly    | hour >= '2026-02-14Z'                                         | hourly_metrics_
          """)
  void aFilterReachesTheIndex(String view, String filter, String index) throws Exception {
    assertThat(plan("SELECT * FROM analytics.%s WHERE %s".formatted(view, filter)))
        .contains(index)
        .doesNotContain("Seq Scan on");
  }

  @Test
  void theNewestJobsOfAConnectionComeFromTheIndexWithoutASort() throws Exception {
    assertThat(
            plan(
                """
                SELECT * FROM analytics.jobs
                WHERE source_connection_id = '00000000-0000-0000-0000-000000000007'
                ORDER BY created_at DESC, job_id DESC LIMIT 5
                """))
        .contains("sync_job_newest_first")
        .doesNotContain("Sort");
  }

  @Test
  void whoDoesNotAskForTheConnectionDoesNotPayForTheJoin() throws Exception {
    assertThat(plan("SELECT avg(duration_seconds) FROM analytics.jobs"))
        .doesNotContain("source_connection");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          metrics_between('platform', '00000000-0000-0000-0000-000000000000', '2026-02-01Z', '2026-02-02Z') | hourly_metrics_
          rolling_metrics_as_of('2026-02-02Z', 3600)                                                        | rolling_metrics_pkey
          """)
  void aFunctionBecomesPartOfTheQuery(String call, String index) throws Exception {
    assertThat(plan("SELECT * FROM analytics." + call)).contains(index);
  }

  private static String plan(String sql) throws Exception {
    return String.join("\n", Answer.to(connection, "EXPLAIN " + sql).lines());
  }
}
