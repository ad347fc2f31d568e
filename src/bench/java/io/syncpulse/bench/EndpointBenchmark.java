package io.syncpulse.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.syncpulse.api.ApiKeys;
import io.syncpulse.api.ApiServer;
import io.syncpulse.api.ApiSettings;
import io.syncpulse.demo.EmbeddedPostgres;
import io.syncpulse.demo.Ports;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * List Sync Jobs against the same query through plain JDBC: same machine, same pool size, same
 * number of threads, pages of 100 jobs of 100 connections. Also how the slowest requests grow with
 * the table.
 *
 * <p>Arguments: numbers of jobs, ascending. Default: 10000 100000 1000000.
 */
public final class EndpointBenchmark {

  private static final int THREADS = 4;
  private static final int POOL_SIZE = 4;
  private static final int CONNECTIONS = 100;
  private static final int ROUNDS = 7;
  private static final long WARM_UP_NANOS = 20_000_000_000L;
  private static final long ROUND_NANOS = 3_000_000_000L;
  private static final String CONTENT_LENGTH = "content-length:";
  private static final UUID ORGANIZATION = new UUID(1, 1);

  private static final String PAGE =
      """
      SELECT id, source_connection_id, status, created_at, started_at, ended_at, duration_seconds,
        entities_inserted, entities_updated, entities_deleted, entities_failed,
        error, error_category, error_details
      FROM sync_job
      WHERE source_connection_id = ? AND EXISTS (
        SELECT 1 FROM source_connection WHERE id = ? AND organization_id = ?)
      ORDER BY created_at DESC, id DESC LIMIT ?
      """;

  private EndpointBenchmark() {}

  public static void main(String[] args) throws Exception {
    String[] sizes = args.length > 0 ? args : new String[] {"10000", "100000", "1000000"};
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Ports.free());
        HikariDataSource database = pool(postgres)) {
      Flyway.configure().dataSource(database).locations("classpath:sql").load().migrate();
      String token = new ApiKeys(database).create(ORGANIZATION, "benchmark", 0, null).token();
      ApiSettings settings =
          new ApiSettings(
              "127.0.0.1",
              0,
              postgres.jdbcUrl(EmbeddedPostgres.SYNCPULSE),
              EmbeddedPostgres.SYNCPULSE,
              EmbeddedPostgres.SYNCPULSE,
              POOL_SIZE);
      try (ApiServer server = ApiServer.start(settings)) {
        long rows = 0;
        for (String size : sizes) {
          long wanted = Long.parseLong(size);
          fill(database, rows, wanted);
          rows = wanted;
          compare(rows, database, server.port(), token);
        }
      }
    }
  }

  private static void compare(long rows, DataSource database, int port, String token)
      throws Exception {
    List<Double> ratios = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    List<Double> p99s = new ArrayList<>();
    run(WARM_UP_NANOS, () -> plainJdbc(database));
    run(WARM_UP_NANOS, () -> endpoint(port, token));
    for (int round = 0; round < ROUNDS; round++) {
      Result jdbc = run(ROUND_NANOS, () -> plainJdbc(database));
      Result http = run(ROUND_NANOS, () -> endpoint(port, token));
      ratios.add(http.perSecond() / jdbc.perSecond());
      rates.add(http.perSecond());
      p99s.add(http.p99Millis());
      System.out.printf(
          Locale.ROOT,
          "  round %d: JDBC %.0f/s p99 %.1f ms, endpoint %.0f/s p99 %.1f ms, ratio %.2f%n",
          round,
          jdbc.perSecond(),
          jdbc.p99Millis(),
          http.perSecond(),
          http.p99Millis(),
          http.perSecond() / jdbc.perSecond());
    }
    System.out.printf(
        Locale.ROOT,
        "%d jobs: medians: endpoint %.0f requests/s, p99 %.1f ms, ratio to plain JDBC %.2f%n",
        rows,
        median(rates),
        median(p99s),
        median(ratios));
  }

  /** One request, with all it takes per thread made before. */
  private interface Request {
    void send(UUID connection) throws Exception;
  }

  private static Request plainJdbc(DataSource database) {
    return connection -> {
      int read = 0;
      try (Connection session = database.getConnection();
          PreparedStatement select = session.prepareStatement(PAGE)) {
        select.setObject(1, connection);
        select.setObject(2, connection);
        select.setObject(3, ORGANIZATION);
        select.setInt(4, 101);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            read += readRow(row);
          }
        }
      }
      if (read == 0) {
        throw new IllegalStateException("No jobs");
      }
    };
  }

  private static int readRow(ResultSet row) throws SQLException {
    int present = 0;
    present += row.getObject(1, UUID.class) == null ? 0 : 1;
    present += row.getObject(2, UUID.class) == null ? 0 : 1;
    present += row.getString(3) == null ? 0 : 1;
    for (int column = 4; column <= 6; column++) {
      present += row.getObject(column, OffsetDateTime.class) == null ? 0 : 1;
    }
    present += row.getDouble(7) >= 0 ? 1 : 0;
    for (int column = 8; column <= 11; column++) {
      present += row.getLong(column) >= 0 ? 1 : 0;
    }
    for (int column = 12; column <= 14; column++) {
      present += row.getString(column) == null ? 0 : 1;
    }
    return present;
  }

  /**
   * A connection that is kept alive, as thin as a client can be: what is measured is the server.
   */
  private static Request endpoint(int port, String token) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    OutputStream out = socket.getOutputStream();
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    return connection -> {
      String request =
          "GET /source-connections/"
              + connection
              + "/jobs HTTP/1.1\r\nHost: localhost\r\nx-api-key: "
              + token
              + "\r\n\r\n";
      out.write(request.getBytes(US_ASCII));
      out.flush();
      String status = line(in);
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IllegalStateException(status);
      }
      int length = -1;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        if (header.regionMatches(true, 0, CONTENT_LENGTH, 0, CONTENT_LENGTH.length())) {
          length = Integer.parseInt(header.substring(CONTENT_LENGTH.length()).trim());
        }
      }
      if (length < 10) {
        throw new IllegalStateException("No jobs, or an answer in chunks");
      }
      in.readFully(new byte[length]);
    };
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private record Result(double perSecond, double p99Millis) {}

  private static Result run(long nanos, Callable<Request> requests) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      long start = System.nanoTime();
      List<Future<List<Long>>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Random random = new Random(thread);
        running.add(threads.submit(() -> requestUntil(start + nanos, requests.call(), random)));
      }
      List<Long> times = new ArrayList<>();
      for (Future<List<Long>> thread : running) {
        times.addAll(thread.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
      return new Result(sorted.length / seconds, sorted[sorted.length * 99 / 100] / 1e6);
    } finally {
      threads.shutdown();
    }
  }

  private static List<Long> requestUntil(long end, Request request, Random random)
      throws Exception {
    List<Long> times = new ArrayList<>();
    long before = System.nanoTime();
    while (before - end < 0) {
      request.send(new UUID(7, random.nextInt(CONNECTIONS)));
      long after = System.nanoTime();
      times.add(after - before);
      before = after;
    }
    return times;
  }

  /** Jobs number from (inclusive) to (exclusive), spread over the connections, a tenth failed. */
  private static void fill(DataSource database, long from, long to) throws SQLException {
    try (Connection session = database.getConnection();
        Statement statement = session.createStatement()) {
      statement.execute(
          String.format(
              Locale.ROOT,
              """
          INSERT INTO source_connection
            (id, organization_id, organization_claimed_at, first_seen_at)
          SELECT CAST('00000000-0000-0007-' || lpad(to_hex(n >> 48), 4, '0') || '-'
            || lpad(to_hex(n), 12, '0') AS uuid), '%s', now(), now()
          FROM generate_series(0::bigint, %d) n ON CONFLICT DO NOTHING
          """,
              ORGANIZATION,
              CONNECTIONS - 1));
      statement.execute(
          String.format(
              Locale.ROOT,
              """
          INSERT INTO sync_job (id, source_connection_id, status, created_at, started_at, ended_at,
            heard_at, entities_inserted, entities_updated, error, error_category)
          SELECT gen_random_uuid(),
            CAST('00000000-0000-0007-0000-' || lpad(to_hex(n %% %d), 12, '0') AS uuid),
            CAST(CASE WHEN n %% 10 = 0 THEN 'failed' ELSE 'completed' END AS job_status),
            t, t + interval '1.234567 s', t + interval '65.4321 s', t, n %% 5000, n %% 70,
            CASE WHEN n %% 10 = 0 THEN 'The source refused the credentials' END,
            CASE WHEN n %% 10 = 0 THEN 'oauth_credentials_expired' END
          FROM (SELECT n, timestamptz '2025-01-01Z' + n * interval '1.3717 s' AS t
                FROM generate_series(%d::bigint, %d) n) jobs
          """,
              CONNECTIONS,
              from,
              to - 1));
      statement.execute("VACUUM ANALYZE");
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static HikariDataSource pool(EmbeddedPostgres postgres) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(postgres.jdbcUrl(EmbeddedPostgres.SYNCPULSE));
    config.setUsername(EmbeddedPostgres.SYNCPULSE);
    config.setPassword(EmbeddedPostgres.SYNCPULSE);
    config.setMaximumPoolSize(POOL_SIZE);
    return new HikariDataSource(config);
  }
}
