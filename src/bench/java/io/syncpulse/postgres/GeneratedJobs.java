package io.syncpulse.postgres;

/** The statements that make up connections and their jobs for {@link TenMillionJobs}. */
final class GeneratedJobs {

  /** 92 whole ones, and today. */
  static final int DAYS = 93;

  /** On average, over all days. */
  static final int JOBS_OF_A_CONNECTION = 57;

  /**
   * So many connections. The first organization and the first connection have the ids that the
   * cookbook asks for. Times are days before the present.
   */
  static final String CONNECTIONS =
      """
      CREATE SCHEMA generated;
      SELECT setseed(0.4);
      CREATE UNLOGGED TABLE generated.connection AS
      SELECT
        n,
        CASE n WHEN 1 THEN '0c000000-0000-4000-8000-000000000001'
               ELSE md5('connection ' || n) END::uuid AS id,
        CASE WHEN n = 1 OR r_org < 0.6 THEN '0a000000-0000-4000-8000-000000000001'
             WHEN r_org < 0.75 THEN '0a000000-0000-4000-8000-000000000002'
             WHEN r_org < 0.8 THEN '0a000000-0000-4000-8000-000000000003'
             ELSE md5('organization ' || floor((r_org - 0.8) * 10000)) END::uuid AS organization_id,
        (ARRAY['notion', 'github', 'slack', 'google_drive', 'postgresql', 'salesforce', 'hubspot',
               'jira', 'confluence', 'gmail', 'stripe', 'zendesk', 'asana', 'linear', 'dropbox'])
          [1 + floor(15 * r_type * r_type)] AS source_type,
        gap,
        CASE WHEN r_whole < 0.5 THEN floor(r_phase * r_night * 24) / 24 ELSE r_phase * r_night END
          + floor(gap * r_day) AS phase,
        least((15 + 300 * r_type) * exp(0.8 * z), gap * 30000) AS duration,
        CASE WHEN r_sick < 0.05 THEN 0.4 * r_rate ELSE 0.06 * r_rate * r_rate END AS fail_rate,
        CASE WHEN r_sick > 0.7 THEN 92 * r_when END AS sick_from,
        CASE WHEN r_sick > 0.7 THEN 92 * r_when - 4 * r_long * r_long END AS sick_to,
        CASE WHEN r_new < 0.2 AND n %% 8750 <> 1 THEN 92 * r_new * 5 ELSE 200 END AS first_day,
        CASE WHEN r_quiet < 0.05 AND n %% 8750 <> 1 THEN 92 * r_quiet * 20 ELSE 0 END AS last_day,
        20 * exp(1.2 * z2) AS entities,
        r_whole < 0.4 AS rests
      FROM (
        SELECT
          n, random() AS r_org, random() AS r_type, random() AS r_phase, random() AS r_day, random() AS r_whole,
          CASE WHEN random() < 0.5 THEN 0.3 ELSE 1 END AS r_night, random() AS r_sick,
          random() AS r_rate, random() AS r_when, random() AS r_long, random() AS r_new,
          random() AS r_quiet,
          sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) AS z,
          sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) AS z2,
          CASE WHEN n %% 8750 = 1 THEN 1.0 / 288
               WHEN n %% 1000 < 9 THEN 1.0 / 24
               WHEN n %% 1000 < 49 THEN 0.25
               WHEN n %% 1000 < 279 THEN 1
               WHEN n %% 1000 < 599 THEN 3
               ELSE 7 END::double precision AS gap
        FROM generate_series(1, %s) AS n) AS dice;
      ANALYZE generated.connection;

      INSERT INTO metric_window VALUES (3600), (86400), (604800) ON CONFLICT DO NOTHING;
      INSERT INTO source_connection
      SELECT
        id, organization_id, seen, md5('sync ' || n)::uuid, source_type,
        md5('collection ' || n / 5)::uuid, 'Collection ' || n / 5, 'collection-' || n / 5, now(), seen
      FROM (SELECT *, now() - least(first_day, 92) * interval '1 day' AS seen
            FROM generated.connection) AS connection;
      ANALYZE source_connection;
      """;

  /** The jobs that were created on one day: parameters are its number from the oldest, and now. */
  static final String DAY =
      """
      INSERT INTO sync_job (
        id, source_connection_id, status, batches, created_at, started_at, ended_at, heard_at, lost_at,
        entities_inserted, entities_updated, entities_deleted, entities_kept,
        error, error_category)
      SELECT
        md5(n || ' ' || k)::uuid, source_connection_id,
        CASE WHEN started_at > present THEN 'pending'
             WHEN ended_at > present OR is_lost THEN 'running'
             WHEN is_failed THEN 'failed'
             WHEN is_cancelled THEN 'cancelled'
             ELSE 'completed' END::job_status,
        CASE WHEN started_at > present THEN 0 ELSE 1 + (entities * share / 100)::integer END,
        created_at,
        CASE WHEN started_at <= present THEN started_at END,
        CASE WHEN ended_at <= present AND NOT is_lost THEN ended_at END,
        CASE WHEN started_at > present THEN created_at ELSE least(ended_at, present) END,
        CASE WHEN is_lost AND ended_at + interval '2 h' <= present THEN ended_at + interval '2 h' END,
        floor(entities * share * 0.5), floor(entities * share * 0.4), floor(entities * share * 0.1),
        floor(entities * 7),
        CASE WHEN is_failed AND ended_at <= present THEN
          CASE WHEN r_error < 0.4 THEN 'The credentials were refused by the source'
               ELSE 'Read timed out after 30 s (page ' || floor(r_error * 1000) || ')' END END,
        CASE WHEN is_failed AND ended_at <= present THEN
          CASE WHEN r_error < 0.2 THEN 'oauth_credentials_expired'
               WHEN r_error < 0.3 THEN 'api_key_invalid'
               WHEN r_error < 0.35 THEN 'auth_provider_credentials_invalid'
               WHEN r_error < 0.4 THEN 'auth_provider_account_gone' END END
      FROM (
        SELECT
          *, created_at + queue * interval '1 second' AS started_at,
          created_at + (queue + seconds * share) * interval '1 second' AS ended_at
        FROM (
          SELECT
            *,
            CASE WHEN is_failed OR is_cancelled OR is_lost THEN 0.1 + 0.9 * r_share ELSE 1 END AS share,
            mean_queue * -ln(1 - r_queue) AS queue
          FROM (
            SELECT
              *,
              duration * exp(0.4 * z) AS seconds, entities_mean * exp(0.6 * z) AS entities,
              r_outcome < chance AS is_failed,
              r_outcome BETWEEN chance AND chance + 0.01 AS is_cancelled,
              r_outcome > 0.997 AS is_lost,
              CASE WHEN extract(hour FROM created_at) IN (0, 1, 2) THEN 40
                   WHEN extract(hour FROM created_at) BETWEEN 8 AND 17 THEN 12 ELSE 4 END AS mean_queue
            FROM (
              SELECT
                c.n, k, c.id AS source_connection_id, c.duration, c.entities AS entities_mean, c.gap,
                c.rests, present,
                date_trunc('day', present)
                  - (92 - c.phase - k * c.gap - c.gap * 0.02 * random()) * interval '1 day' AS created_at,
                CASE WHEN 92 - k * c.gap - c.phase BETWEEN c.sick_to AND c.sick_from THEN 0.95
                     ELSE c.fail_rate END AS chance,
                random() AS r_outcome, random() AS r_share, random() AS r_queue,
                random() AS r_error, random() AS r_rest,
                sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) AS z
              FROM (VALUES (?::integer, ?::timestamptz)) AS asked(day, present)
              CROSS JOIN generated.connection AS c
              CROSS JOIN LATERAL generate_series(
                ceil((day - c.phase) / c.gap)::integer,
                ceil((day + 1 - c.phase) / c.gap)::integer - 1) AS k
              WHERE 92 - day BETWEEN c.last_day AND c.first_day) AS given) AS drawn
          WHERE created_at <= present
            AND NOT (rests AND r_rest < 0.8 AND extract(isodow FROM created_at) > 5)) AS timed
        ) AS jobs
      ORDER BY created_at
      """;

  private GeneratedJobs() {}
}
