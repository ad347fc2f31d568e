package io.syncpulse.postgres;

import io.syncpulse.tool.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fills an empty database with the history of a large platform: 92 days that end now, one
 * organization with 60 % of everything, two with 20 %, the rest small; connections that run from
 * every five minutes to once a week; some sick for days, some gone quiet; hours of all 92 days, and
 * rolling rows of the last 8 (of the week's window 16) days, whose percentiles are guesses from the
 * mean. Arguments: JDBC URL, user, password, and how many jobs there are about (default
 * 10,000,000).
 */
final class TenMillionJobs {

  private static final int THREADS = 2;
  private static final String[] TABLES = {"sync_job", "hourly_metrics", "rolling_metrics"};

  private final String url;
  private final String user;
  private final String password;
  private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).withNano(0);
  private final long start = System.nanoTime();

  private TenMillionJobs(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  public static void main(String[] arguments) throws Exception {
    int jobs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 10_000_000;
    new TenMillionJobs(arguments[0], arguments[1], arguments[2]).fill(jobs);
  }

  private void fill(int jobs) throws Exception {
    Migrations.migrate(url, user, password);
    requireEmpty();
    List<List<String>> indexes = new ArrayList<>();
    for (String table : TABLES) {
      indexes.add(dropIndexes(table));
    }
    run(GeneratedJobs.CONNECTIONS.formatted(jobs / GeneratedJobs.JOBS_OF_A_CONNECTION));
    run(DerivedMetrics.HISTOGRAMS);
    forEach(GeneratedJobs.DAYS, GeneratedJobs.DAY);
    report("jobs");
    runAll(indexes.get(0));
    run("VACUUM ANALYZE sync_job, source_connection");
    report("their indexes");
    forEach(GeneratedJobs.DAYS, DerivedMetrics.HOURS_OF_DAY);
    report("hours");
    forEach(DerivedMetrics.PARTS, DerivedMetrics.ROLLING);
    report("rolling rows");
    runAll(indexes.get(1));
    runAll(indexes.get(2));
    run(DerivedMetrics.RANKS);
    run("DROP SCHEMA generated CASCADE");
    run("VACUUM ANALYZE");
    report("indexes and statistics");
    for (String table : TABLES) {
      System.out.printf(Locale.ROOT, "%s: %s rows%n", table, text("SELECT count(*) FROM " + table));
    }
  }

  private void requireEmpty() throws SQLException {
    if (!"0".equals(text("SELECT count(*) FROM (SELECT FROM sync_job LIMIT 1) AS one"))) {
      throw new IllegalStateException("the database has jobs already: give an empty one");
    }
  }

  /** Drops the indexes of a table; returns what makes them again. */
  private List<String> dropIndexes(String table) throws SQLException {
    List<String> again = new ArrayList<>();
    try (Connection connection = connect();
        Statement query = connection.createStatement();
        Statement drop = connection.createStatement();
        ResultSet index =
            query.executeQuery(
                """
                SELECT relname, pg_get_indexdef(indexrelid), pg_get_constraintdef(c.oid)
                FROM pg_index
                JOIN pg_class ON pg_class.oid = indexrelid
                LEFT JOIN pg_constraint AS c ON c.conindid = indexrelid AND c.contype = 'p'
                WHERE indrelid = '%s'::regclass
                """
                    .formatted(table))) {
      while (index.next()) {
        String name = index.getString(1);
        String constraint = index.getString(3);
        if (constraint == null) {
          drop.execute("DROP INDEX " + name);
          again.add(index.getString(2));
        } else {
          drop.execute("ALTER TABLE %s DROP CONSTRAINT %s".formatted(table, name));
          again.add("ALTER TABLE %s ADD CONSTRAINT %s %s".formatted(table, name, constraint));
        }
      }
    }
    return again;
  }

  /** Runs a statement with the number of each part and the present as its parameters. */
  private void forEach(int parts, String sql) throws Exception {
    AtomicInteger next = new AtomicInteger();
    concurrently(
        () -> {
          try (Connection connection = connect();
              PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
              statement.setInt(1, part);
              statement.setObject(2, now);
              statement.executeUpdate();
            }
          }
          return null;
        });
  }

  private void runAll(List<String> statements) throws SQLException {
    for (String statement : statements) {
      run(statement);
    }
  }

  private static void concurrently(Callable<Void> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> same = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        same.add(work);
      }
      for (Future<Void> done : threads.invokeAll(same)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url, user, password);
    try (Statement set = connection.createStatement()) {
      set.execute(
          "SET timezone = 'UTC'; SET work_mem = '512MB'; SET maintenance_work_mem = '1GB';"
              + " SET synchronous_commit = off; SET jit = off");
    }
    return connection;
  }

  private void report(String what) {
    System.out.printf(Locale.ROOT, "%6.0f s: %s%n", (System.nanoTime() - start) / 1e9, what);
  }
}
