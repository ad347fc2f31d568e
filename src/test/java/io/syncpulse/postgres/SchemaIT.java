package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemaIT {

  private static TestDatabase postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestDatabase.shared();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void theMigrationsApplyOnce() {
    assertThat(postgres.migrate()).isZero();
  }

  @Test
  void everyTableColumnTypeAndRoutineIsExplained() throws Exception {
    assertThat(
            postgres.texts(
                """
                SELECT format('%s.%s', c.relname, a.attname)
                FROM pg_class c
                JOIN (SELECT attrelid, attnum, attname FROM pg_attribute
                      WHERE attnum > 0 AND NOT attisdropped
                      UNION ALL SELECT oid, 0, '(table)' FROM pg_class) a ON a.attrelid = c.oid
                WHERE c.relkind IN ('r', 'p', 'v') AND c.relnamespace IN ('public'::regnamespace, 'analytics'::regnamespace)
                  AND c.relname NOT LIKE 'flyway%' AND col_description(c.oid, a.attnum) IS NULL
                  AND (a.attnum > 0 OR obj_description(c.oid, 'pg_class') IS NULL)
                UNION ALL
                SELECT proname FROM pg_proc
                WHERE pronamespace IN ('public'::regnamespace, 'analytics'::regnamespace) AND obj_description(oid, 'pg_proc') IS NULL
                UNION ALL
                SELECT typname FROM pg_type
                WHERE typnamespace IN ('public'::regnamespace, 'analytics'::regnamespace) AND typtype = 'e'
                  AND obj_description(oid, 'pg_type') IS NULL
                """))
        .isEmpty();
  }

  @Test
  void theNewestJobsOfAConnectionComeFromTheIndexWithoutASort() throws Exception {
    postgres.execute(
        """
        INSERT INTO sync_job (id, source_connection_id, status, created_at, heard_at)
        SELECT gen_random_uuid(), ('00000000-0000-0000-0000-' || lpad((i % 50)::text, 12, '0'))::uuid,
               'running', now() - i * interval '1 second', now()
        FROM generate_series(1, 20000) AS i
        """);
    postgres.execute("ANALYZE sync_job");

    String plan =
        String.join(
            "\n",
            postgres.texts(
                """
                EXPLAIN SELECT * FROM sync_job
                WHERE source_connection_id = '00000000-0000-0000-0000-000000000007'
                ORDER BY created_at DESC, id DESC LIMIT 100
                """));

    assertThat(plan).contains("Index Scan using sync_job_newest_first").doesNotContain("Sort");
  }

  @Test
  void theRankingIsInlinedIntoTheMerge() throws Exception {
    String plan =
        String.join(
            "\n",
            postgres.texts(
                """
                EXPLAIN (VERBOSE) SELECT * FROM sync_job a JOIN sync_job b USING (id)
                WHERE status_outranks(a, b)
                """));

    assertThat(plan).contains("ended_at").doesNotContain("status_outranks");
  }
}
