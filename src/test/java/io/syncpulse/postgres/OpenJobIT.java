package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of open jobs says what sync_job says, however that came to be. */
class OpenJobIT {

  private static TestDatabase postgres;

  @BeforeAll
  static void start() {
    postgres = TestDatabase.shared();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  /** Five jobs of one connection: 1 pending, 2 and 3 running, 4 completed, 5 lost. */
  @BeforeEach
  void fill() throws SQLException {
    postgres.execute(
        """
        TRUNCATE sync_job;
        INSERT INTO sync_job
          (id, source_connection_id, status, created_at, heard_at, ended_at, lost_at)
        SELECT ('00000000-0000-0000-0000-00000000000' || n)::uuid,
          '0000000c-0000-0000-0000-000000000000', status::job_status, now(), now(),
          CASE WHEN status = 'completed' THEN now() END, CASE WHEN n = 5 THEN now() END
        FROM (VALUES (1, 'pending'), (2, 'running'), (3, 'cancelling'), (4, 'completed'),
          (5, 'running')) AS jobs(n, status)
        """);
  }

  @Test
  void jobsThatAreInsertedOpenAreListed() throws SQLException {
    assertThat(listed()).containsExactly("1 f", "2 t", "3 t");
  }

  @Test
  void aJobThatBeginsEndsOrIsLostIsListedAsSuch() throws SQLException {
    postgres.execute("UPDATE sync_job SET status = 'running' WHERE right(id::text, 1) = '1'");
    postgres.execute(
        "UPDATE sync_job SET status = 'failed', ended_at = now() WHERE right(id::text, 1) = '2'");
    postgres.execute("UPDATE sync_job SET lost_at = now() WHERE right(id::text, 1) = '3'");

    assertThat(listed()).containsExactly("1 t");
  }

  @Test
  void aJobThatIsHeardOfAgainIsBack() throws SQLException {
    postgres.execute("UPDATE sync_job SET lost_at = NULL, heard_at = now()");

    assertThat(listed()).containsExactly("1 f", "2 t", "3 t", "5 t");
  }

  @Test
  void anUpsertThatInsertsAndUpdatesAtOnceIsListedWhole() throws SQLException {
    postgres.execute(
        """
        INSERT INTO sync_job AS old (id, source_connection_id, status, created_at, heard_at)
        SELECT ('00000000-0000-0000-0000-00000000000' || n)::uuid,
          '0000000c-0000-0000-0000-000000000000', 'running', now(), now()
        FROM generate_series(0, 1) AS n
        ON CONFLICT (id, source_connection_id) DO UPDATE SET status = 'failed', ended_at = now()
        """);

    assertThat(listed()).containsExactly("0 t", "2 t", "3 t");
  }

  @Test
  void jobsThatAreRemovedAreNotListed() throws SQLException {
    postgres.execute("DELETE FROM sync_job WHERE right(id::text, 1) IN ('1', '4')");
    assertThat(listed()).containsExactly("2 t", "3 t");

    postgres.execute("TRUNCATE sync_job");
    assertThat(listed()).isEmpty();
  }

  private static List<String> listed() throws SQLException {
    return postgres.texts(
        "SELECT right(job_id::text, 1) || ' ' || left(is_running::text, 1) FROM open_job ORDER BY 1");
  }
}
