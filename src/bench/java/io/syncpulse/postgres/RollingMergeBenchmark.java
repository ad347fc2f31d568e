package io.syncpulse.postgres;

import io.syncpulse.demo.EmbeddedPostgres;
import io.syncpulse.demo.Ports;
import io.syncpulse.event.Id;
import io.syncpulse.metric.Figures;
import io.syncpulse.metric.RollingRow;
import io.syncpulse.metric.Scope;
import io.syncpulse.tool.Migrations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.postgresql.PGConnection;

/**
 * Rows per second into {@code rolling_metrics}, as the job writes them in batches of 5,000, against
 * COPY of the same rows: once all rows are new, as in a catch-up, and once half of them correct the
 * row before. Also the CPU time that Postgres' own process spends on a row, which is steady where
 * other work disturbs the clock, and the share of updates that stayed HOT. Arguments: rows (default
 * 300,000), runs (default 5).
 */
final class RollingMergeBenchmark {

  private static final int BATCH = 5_000;
  private static final int CONNECTIONS = 1_000;
  private static final int[] WINDOWS = {3_600, 86_400, 604_800};
  private static final String USER = EmbeddedPostgres.SYNCPULSE;

  /** All that is not generated: COPY takes no others. */
  private static final String COLUMNS =
      """
      SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = 'rolling_metrics'::regclass AND attnum > 0 AND attgenerated = ''
      """;

  private RollingMergeBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Ports.free())) {
      String url = postgres.jdbcUrl(EmbeddedPostgres.SYNCPULSE);
      Migrations.migrate(url, USER, USER);
      try (Connection connection = DriverManager.getConnection(url, USER, USER)) {
        measure(connection, "inserts only", batches(rows, 0), runs);
        measure(connection, "half updates", batches(rows, BATCH / 2), runs);
        try (Statement statement = connection.createStatement()) {
          System.out.printf(Locale.ROOT, "HOT updates: %.1f %%%n", hot(statement));
        }
      }
    }
  }

  private static void measure(
      Connection connection, String what, List<List<RollingRow>> batches, int runs)
      throws SQLException, IOException {
    int statements = batches.size() * BATCH;
    try (Statement statement = connection.createStatement()) {
      for (int run = 0; run <= runs; run++) {
        statement.execute("TRUNCATE rolling_metrics");
        Cost merged = cost(connection, statements, () -> merge(connection, batches));
        byte[] table = copyOut(connection);
        int rows = number(statement, "SELECT count(*) FROM rolling_metrics");
        statement.execute("TRUNCATE rolling_metrics");
        Cost copied = cost(connection, rows, () -> copyIn(connection, table));
        // The first run warms up.
        if (run > 0) {
          System.out.printf(
              Locale.ROOT,
              "%s, run %d: merged %s  COPY of the %,d rows they leave %s%n",
              what,
              run,
              merged,
              rows,
              copied);
        }
      }
    }
  }

  /**
   * So many statements of each batch correct the newest row of a scope, the others bring a new one.
   */
  private static List<List<RollingRow>> batches(int rows, int corrections) {
    Random random = new Random(1);
    List<RollingRow> newest = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS * WINDOWS.length; i++) {
      newest.add(
          row(
              Scope.connection(new Id(i / 3 * 0x9E3779B97F4A7C15L, 7)),
              WINDOWS[i % 3],
              1_750_000_000 / 3_600 * 3_600L,
              Long.MIN_VALUE,
              random));
    }
    List<List<RollingRow>> batches = new ArrayList<>();
    for (int i = 0; i < rows / BATCH; i++) {
      List<RollingRow> batch = new ArrayList<>();
      for (int k = 0; k < BATCH; k++) {
        int at = random.nextInt(newest.size());
        RollingRow last = newest.get(at);
        if (batches.isEmpty() || k >= corrections) {
          last = row(last.scope(), last.windowSeconds(), last.asOf() + 60, last.asOf(), random);
          newest.set(at, last);
        } else {
          last = row(last.scope(), last.windowSeconds(), last.asOf(), last.after(), random);
        }
        batch.add(last);
      }
      batches.add(distinct(batch));
    }
    return batches;
  }

  private static List<RollingRow> distinct(List<RollingRow> batch) {
    NewestByKey<RollingMetricsTable.Key, RollingRow> newest =
        new NewestByKey<>(BATCH, 0, (older, newer) -> newer);
    batch.forEach(row -> newest.put(RollingMetricsTable.key(row), row, 0));
    return newest.drain();
  }

  private static RollingRow row(Scope scope, int window, long asOf, long after, Random random) {
    double[] seconds = random.doubles(10, 0, 600).toArray();
    return new RollingRow(
        scope,
        window,
        asOf,
        after,
        true,
        true,
        new Figures(
            random.nextInt(100),
            random.nextInt(10),
            random.nextInt(3),
            0,
            seconds[0],
            seconds[1],
            seconds[2],
            seconds[3],
            seconds[4],
            seconds[5],
            seconds[6],
            seconds[7],
            seconds[8],
            seconds[9],
            random.nextInt(10_000),
            random.nextInt(10_000),
            random.nextInt(1_000),
            random.nextInt(1_000_000_000)));
  }

  private static void merge(Connection connection, List<List<RollingRow>> batches)
      throws SQLException {
    try (PreparedStatement call =
        connection.prepareStatement(MergeSink.call(RollingMetricsTable.MERGE))) {
      for (List<RollingRow> batch : batches) {
        RollingMetricsTable.bind(call, batch, null);
        call.addBatch();
        call.executeBatch();
      }
    }
  }

  private static byte[] copyOut(Connection connection) throws SQLException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyOut(
            "COPY (SELECT %s FROM rolling_metrics ORDER BY ctid) TO STDOUT (FORMAT binary)"
                .formatted(columns(connection)),
            bytes);
    return bytes.toByteArray();
  }

  private static void copyIn(Connection connection, byte[] table) throws SQLException, IOException {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(
            "COPY rolling_metrics (%s) FROM STDIN (FORMAT binary)".formatted(columns(connection)),
            new ByteArrayInputStream(table));
  }

  private static String columns(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(COLUMNS)) {
      result.next();
      return result.getString(1);
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }

  private record Cost(double perSecond, double cpuMicros) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,.0f/s (%.1f µs CPU each)", perSecond, cpuMicros);
    }
  }

  private static Cost cost(Connection connection, int n, Work work)
      throws SQLException, IOException {
    ProcessHandle server =
        ProcessHandle.of(connection.unwrap(PGConnection.class).getBackendPID()).orElseThrow();
    Duration cpu = server.info().totalCpuDuration().orElseThrow();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    Duration spent = server.info().totalCpuDuration().orElseThrow().minus(cpu);
    return new Cost(n / seconds, spent.toMillis() * 1e3 / n);
  }

  private static double hot(Statement statement) throws SQLException {
    statement.execute("SELECT pg_stat_force_next_flush()");
    try (ResultSet result =
        statement.executeQuery(
            "SELECT 100.0 * n_tup_hot_upd / n_tup_upd FROM pg_stat_user_tables WHERE relname = 'rolling_metrics'")) {
      result.next();
      return result.getDouble(1);
    }
  }

  private interface Work {
    void run() throws SQLException, IOException;
  }
}
