package io.syncpulse;

import io.syncpulse.demo.EmbeddedKafka;
import io.syncpulse.demo.EmbeddedPostgres;
import io.syncpulse.demo.Ports;
import io.syncpulse.tool.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * How long the whole job takes to catch up with a topic, Postgres included, against the least that
 * it could take: to read the events and discard them, and then to COPY the rows that came out into
 * the same empty tables. Start-up is included. Arguments: events (default 1,000,000), runs (default
 * 3).
 */
final class CatchUpBenchmark {

  private static final String USER = EmbeddedPostgres.SYNCPULSE;
  private static final List<String> TABLES =
      List.of("sync_job", "source_connection", "rolling_metrics", "hourly_metrics", "late_outcome");

  private final EventLoad load;
  private final String url;
  private final Path directory;

  private CatchUpBenchmark(EventLoad load, String url, Path directory) {
    this.load = load;
    this.url = url;
    this.directory = directory;
  }

  public static void main(String[] arguments) throws Exception {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path directory = Files.createTempDirectory("syncpulse-bench-");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free());
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Ports.free())) {
      EventLoad load = new EventLoad(kafka.bootstrapServers(), "bench", events, 1_000);
      load.publish();
      String url = postgres.jdbcUrl(EmbeddedPostgres.SYNCPULSE);
      Migrations.migrate(url, USER, USER);
      new CatchUpBenchmark(load, url, directory).compare(runs);
    } finally {
      Utils.delete(directory.toFile());
    }
  }

  private void compare(int runs) throws Exception {
    double[] ratios = new double[runs];
    // The first run warms up.
    for (int run = -1; run < runs; run++) {
      empty();
      double job = BoundedJob.seconds(env -> SyncPulseJob.build(env, settings()));
      long rows = save();
      empty();
      double read = BoundedJob.seconds(env -> BoundedJob.discard(env, load));
      double copy = load();
      if (run >= 0) {
        ratios[run] = job / (read + copy);
        System.out.printf(
            Locale.ROOT,
            "run %d: syncpulse %.1f s  read %.1f s  copy %,d rows %.1f s  ratio %.2f%n",
            run + 1,
            job,
            read,
            rows,
            copy,
            ratios[run]);
      }
    }
    System.out.printf(Locale.ROOT, "median: %.2f%n", BoundedJob.median(ratios));
  }

  private JobSettings settings() {
    return JobSettings.of(
        Map.of(
            "mode",
            "bounded",
            "kafka.bootstrap-servers",
            load.brokers(),
            "topic",
            load.topic(),
            "jdbc.url",
            url,
            "jdbc.user",
            USER,
            "jdbc.password",
            USER));
  }

  private void empty() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, USER, USER);
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE " + String.join(", ", TABLES));
    }
  }

  private long save() throws SQLException, IOException {
    long rows = 0;
    try (Connection connection = DriverManager.getConnection(url, USER, USER)) {
      for (String table : TABLES) {
        try (OutputStream file = Files.newOutputStream(directory.resolve(table))) {
          rows += copier(connection).copyOut("COPY " + table + " TO STDOUT (FORMAT binary)", file);
        }
      }
    }
    return rows;
  }

  private double load() throws SQLException, IOException {
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(url, USER, USER)) {
      for (String table : TABLES) {
        try (InputStream file = Files.newInputStream(directory.resolve(table))) {
          var unused =
              copier(connection).copyIn("COPY " + table + " FROM STDIN (FORMAT binary)", file);
        }
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static CopyManager copier(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }
}
