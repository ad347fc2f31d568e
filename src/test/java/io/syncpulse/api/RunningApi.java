package io.syncpulse.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A server on a free port and a migrated database of its own, with a clock that the test moves. */
final class RunningApi implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();
  static final Duration QUERY_TIMEOUT = Duration.ofSeconds(5);

  final TestTime time = new TestTime();
  final PostgresService postgres;
  final ApiServer server;
  final ApiKeys keys;
  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningApi(PostgresService postgres, boolean migrate, Duration queryTimeout) {
    this.postgres = postgres;
    database.setUrl(postgres.jdbcUrl());
    database.setUser(postgres.user());
    database.setPassword(postgres.password());
    if (migrate) {
      migrate();
    }
    keys = new ApiKeys(database);
    server = ApiServer.start(settings(0), time, time, queryTimeout);
  }

  static RunningApi start() {
    return startWithQueryTimeout(QUERY_TIMEOUT);
  }

  static RunningApi startWithQueryTimeout(Duration timeout) {
    return new RunningApi(Services.postgres(), true, timeout);
  }

  static RunningApi startWithoutSchema(PostgresService postgres) {
    return new RunningApi(postgres, false, QUERY_TIMEOUT);
  }

  static RunningApi startWithOwnPostgres() {
    return new RunningApi(Services.ownPostgres(), true, QUERY_TIMEOUT);
  }

  ApiSettings settings(int port) {
    return new ApiSettings(
        "127.0.0.1", port, postgres.jdbcUrl(), postgres.user(), postgres.password(), 4);
  }

  void migrate() {
    Flyway.configure().dataSource(database).locations("classpath:sql").load().migrate();
  }

  /** Token of a new key. */
  String key(UUID organization, int requestsPerMinute) {
    return keys.create(organization, "test", requestsPerMinute, null).token();
  }

  /** Token of a new key that reads the platform, too. */
  String platformKey(UUID organization) {
    return keys.create(organization, true, "test", 0, null).token();
  }

  /** A new connection of the organization. */
  UUID connection(UUID organization) {
    UUID connection = UUID.randomUUID();
    execute(
        "INSERT INTO source_connection (id, organization_id, organization_claimed_at, first_seen_at) VALUES (?, ?, now(), now())",
        connection,
        organization);
    return connection;
  }

  /** A new pending job. */
  UUID job(UUID connection, String createdAt) {
    return job(UUID.randomUUID(), connection, "pending", createdAt, null, null);
  }

  UUID job(
      UUID id, UUID connection, String status, String createdAt, String startedAt, String endedAt) {
    execute(
        """
        INSERT INTO sync_job
          (id, source_connection_id, status, created_at, started_at, ended_at, heard_at)
        VALUES (?, ?, CAST(? AS job_status), CAST(? AS timestamptz), CAST(? AS timestamptz),
          CAST(? AS timestamptz), now())
        """,
        id,
        connection,
        status,
        createdAt,
        startedAt,
        endedAt);
    return id;
  }

  /** Metrics of a connection as the job would write them. */
  void metrics(UUID connection, int windowSeconds, String asOf, long completed, long failed) {
    metrics("connection", connection, windowSeconds, asOf, completed, failed);
  }

  /** Metrics of any scope. */
  void metrics(String scope, UUID id, int windowSeconds, String asOf, long completed, long failed) {
    execute(
        """
        INSERT INTO rolling_metrics (scope_id, scope, window_seconds, is_final, as_of, completed,
          failed, cancelled, lost, duration_p95, entities_inserted, entities_updated,
          entities_deleted, running_seconds)
        VALUES (?, CAST(? AS metric_scope), ?, true, CAST(? AS timestamptz), ?, ?, 0, 0, NULL,
          0, 0, 0, 0)
        """,
        id,
        scope,
        windowSeconds,
        asOf,
        completed,
        failed);
    execute("INSERT INTO metric_window VALUES (?) ON CONFLICT DO NOTHING", windowSeconds);
    rank();
  }

  /** Ranks all connections by their newest metrics, as the job would. */
  void rank() {
    execute(
        """
        INSERT INTO connection_rank
        SELECT window_seconds, source_connection_id, as_of, success_rate, duration_p95,
          entities_per_second, failed
        FROM analytics.connection_health
        ON CONFLICT (window_seconds, source_connection_id) DO UPDATE SET
          as_of = excluded.as_of, success_rate = excluded.success_rate,
          duration_p95 = excluded.duration_p95,
          entities_per_second = excluded.entities_per_second, failed = excluded.failed
        """);
  }

  void execute(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** While it is not closed, nobody reads a table: as if that took very long. */
  Connection locked(String table) throws SQLException {
    Connection holder = database.getConnection();
    holder.setAutoCommit(false);
    try (Statement lock = holder.createStatement()) {
      lock.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }
    return holder;
  }

  Connection connect() throws SQLException {
    return database.getConnection();
  }

  /** GET with a key. */
  HttpResponse<String> get(String address, String token) {
    return send("GET", address, "x-api-key", token);
  }

  /** Any request; the headers are names and values in turn. */
  HttpResponse<String> send(String method, String address, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + address))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + text, e);
    }
  }

  static String jobsOf(UUID connection) {
    return "/source-connections/" + connection + "/jobs";
  }

  static String metricsOf(UUID connection) {
    return "/source-connections/" + connection + "/metrics";
  }

  @Override
  public void close() {
    server.close();
    postgres.close();
  }
}
