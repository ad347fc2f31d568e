package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncpulse.event.JobStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page is one walk along sync_job_newest_first: no sort, however many jobs there are. */
class QueryPlanIT {

  private static final OffsetDateTime NOW = OffsetDateTime.now(ZoneOffset.UTC);
  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static UUID connection;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    connection = api.connection(ORGANIZATION);
    UUID others = api.connection(ORGANIZATION);
    for (UUID owner : new UUID[] {connection, others}) {
      api.execute(
          """
          INSERT INTO sync_job (id, source_connection_id, status, created_at, heard_at)
          SELECT gen_random_uuid(), ?, 'pending', now() - random() * interval '30 d', now()
          FROM generate_series(1, 10000) n
          """,
          owner);
    }
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
  void noPlanSorts(String planMode, boolean analyzed) throws SQLException {
    try (Connection database = api.connect();
        Statement setup = database.createStatement()) {
      setup.execute("SET plan_cache_mode = " + planMode);
      if (analyzed) {
        setup.execute("ANALYZE");
      }
      setup.execute(ConnectionPool.sessionSettings(Duration.ofSeconds(10)));
      Cursor cursor = new Cursor(NOW.minusDays(3).toInstant(), UUID.randomUUID());
      OffsetDateTime from = NOW.minusDays(20);
      OffsetDateTime to = NOW.minusDays(1);
      for (int limit : new int[] {1, 100, 1_000}) {
        assertWalk(database, new JobQuery(connection, limit, Set.of(), null, null, null, false));
        assertWalk(database, new JobQuery(connection, limit, Set.of(), null, null, cursor, false));
        assertWalk(database, new JobQuery(connection, limit, Set.of(), from, to, cursor, false));
        assertWalk(
            database,
            new JobQuery(connection, limit, Set.of(JobStatus.FAILED), null, null, cursor, false));
      }
    }
  }

  private static void assertWalk(Connection database, JobQuery query) throws SQLException {
    try (PreparedStatement explain =
        database.prepareStatement("EXPLAIN (FORMAT JSON) " + JobHistoryReader.sql(query))) {
      JobHistoryReader.bind(explain, ORGANIZATION, query);
      try (ResultSet row = explain.executeQuery()) {
        row.next();
        JsonNode plan = RunningApi.json(row.getString(1));
        assertThat(plan.findValuesAsText("Node Type"))
            .as(plan.toPrettyString())
            .noneMatch(node -> node.contains("Sort") || node.contains("Bitmap"));
        assertThat(plan.findValuesAsText("Index Name")).contains("sync_job_newest_first");
      }
    }
  }
}
