package io.syncpulse.postgres;

import io.syncpulse.demo.EmbeddedPostgres;
import io.syncpulse.demo.Ports;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.history.EndEvidence;
import io.syncpulse.history.JobSnapshot;
import io.syncpulse.history.Provenance;
import io.syncpulse.tool.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Rows per second into {@code sync_job}, as the job writes them, against the same calls fed from a
 * table inside Postgres: the server's own ceiling. Half of the rows are new, half update an earlier
 * one. Also the share of updates that stayed HOT. Arguments: rows (default 200,000), runs (default
 * 5).
 */
final class UpsertBenchmark {

  private static final int BATCH = 5_000;
  private static final String USER = EmbeddedPostgres.SYNCPULSE;

  private static final String STAGE =
      "CREATE UNLOGGED TABLE stage (batch int, "
          + "c1 uuid[], c2 uuid[], c3 text[], c4 int4[], c5 int8[], c6 int8[], c7 int8[], c8 int8[],"
          + " c9 int8[], c10 int8[], c11 int8[], c12 int8[], c13 bool[], c14 int4[], c15 bool[],"
          + " c16 bool[], c17 int8[], c18 int8[], c19 int8[], c20 int8[], c21 int8[], c22 text[],"
          + " c23 text[], c24 text[])";

  private static final String FEED =
      """
      DO $$
      DECLARE s stage;
      BEGIN
        FOR s IN SELECT * FROM stage ORDER BY batch LOOP
          CALL merge_sync_jobs(s.c1, s.c2, s.c3, s.c4, s.c5, s.c6, s.c7, s.c8, s.c9, s.c10, s.c11,
                               s.c12, s.c13, s.c14, s.c15, s.c16, s.c17, s.c18, s.c19, s.c20, s.c21,
                               s.c22, s.c23, s.c24);
          COMMIT;
        END LOOP;
      END $$
      """;

  private UpsertBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    List<List<JobSnapshot>> batches = batches(rows);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Ports.free())) {
      String url = postgres.jdbcUrl(EmbeddedPostgres.SYNCPULSE);
      Migrations.migrate(url, USER, USER);
      try (Connection connection = DriverManager.getConnection(url, USER, USER);
          Statement statement = connection.createStatement()) {
        statement.execute(STAGE);
        write(
            connection,
            "INSERT INTO stage VALUES (nextval('stage_batch')" + ", ?".repeat(24) + ")",
            batches,
            "CREATE SEQUENCE stage_batch");
        for (int run = 0; run <= runs; run++) {
          statement.execute("TRUNCATE sync_job");
          double ceiling = rows / seconds(() -> statement.execute(FEED));
          statement.execute("TRUNCATE sync_job");
          double client =
              rows / seconds(() -> write(connection, MergeSink.call(SyncJobTable.MERGE), batches));
          // The first run warms up.
          if (run > 0) {
            System.out.printf(
                Locale.ROOT,
                "run %d: ceiling %,.0f rows/s  written %,.0f rows/s  ratio %.2f%n",
                run,
                ceiling,
                client,
                client / ceiling);
          }
        }
        System.out.printf(Locale.ROOT, "HOT updates: %.1f %%%n", hot(statement));
      }
    }
  }

  /** Each batch brings as many new jobs as it ends old ones, of any age. */
  private static List<List<JobSnapshot>> batches(int rows) {
    Random random = new Random(1);
    List<JobSnapshot> running = new ArrayList<>();
    List<List<JobSnapshot>> batches = new ArrayList<>();
    for (int i = 0; i < rows / BATCH; i++) {
      List<JobSnapshot> batch = new ArrayList<>();
      for (int k = 0; k < BATCH / 2 && !running.isEmpty(); k++) {
        JobSnapshot last = running.remove(running.size() - 1);
        int other = random.nextInt(running.size() + 1);
        if (other < running.size()) {
          last = running.set(other, last);
        }
        batch.add(state(last.connection(), last.job(), last.createdAt(), true));
      }
      List<JobSnapshot> begun = new ArrayList<>();
      while (batch.size() + begun.size() < BATCH) {
        Id job = new Id(random.nextLong(), random.nextLong());
        Id connection = Id.of(new UUID(7, random.nextInt(10_000)));
        begun.add(state(connection, job, 1_750_000_000_000_000L + i * 60_000_000L, false));
      }
      batch.addAll(begun);
      running.addAll(begun);
      batch.sort(Comparator.comparing(SyncJobTable::key));
      batches.add(batch);
    }
    return batches;
  }

  private static JobSnapshot state(Id connection, Id job, long createdAt, boolean ended) {
    long now = createdAt + 300_000_000L;
    return new JobSnapshot(
        connection,
        job,
        ended ? JobStatus.COMPLETED : JobStatus.RUNNING,
        createdAt,
        createdAt + 1_000_000,
        ended ? now : null,
        ended ? now : createdAt + 2_000_000,
        null,
        new EntityCounts(ended ? 500 : 100, 20, 3, 700, 0),
        ended ? 5 : 1,
        null,
        new Provenance(
            ended ? now : createdAt + 2_000_000, false, EndEvidence.OWN, false, false, null, null));
  }

  private static boolean write(
      Connection connection, String sql, List<List<JobSnapshot>> batches, String... first)
      throws SQLException {
    try (Statement setUp = connection.createStatement()) {
      for (String statement : first) {
        setUp.execute(statement);
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (List<JobSnapshot> batch : batches) {
        SyncJobTable.bind(statement, batch);
        statement.addBatch();
        statement.executeBatch();
      }
    }
    return true;
  }

  private static double seconds(Work work) throws SQLException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double hot(Statement statement) throws SQLException {
    statement.execute("SELECT pg_stat_force_next_flush()");
    try (ResultSet result =
        statement.executeQuery(
            "SELECT 100.0 * n_tup_hot_upd / n_tup_upd FROM pg_stat_user_tables WHERE relname = 'sync_job'")) {
      result.next();
      return result.getDouble(1);
    }
  }

  private interface Work {
    boolean run() throws SQLException;
  }
}
