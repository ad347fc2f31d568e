package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static io.syncpulse.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the server says while something is down, and that it recovers by itself. */
class OutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void withoutPostgresRequestsAreAskedToComeBackAndSucceedWhenItIsBack() {
    try (RunningApi api = RunningApi.startWithOwnPostgres()) {
      UUID organization = UUID.randomUUID();
      String token = api.key(organization, 0);
      String jobs = jobsOf(api.connection(organization));
      assertThat(api.get(jobs, token).statusCode()).isEqualTo(200);

      api.postgres.stop();
      for (String address :
          List.of(
              jobs, jobs.replace("/jobs", ""), "/source-connections", "/overview", "/capacity")) {
        assertUnavailable(api.get(address, token), "The database cannot be reached.");
      }
      assertUnavailable(api.send("GET", "/health/ready"), "The database cannot be reached.");
      assertThat(api.send("GET", "/health/live").statusCode()).isEqualTo(200);

      api.postgres.start();
      await().atMost(PATIENCE).until(() -> api.get(jobs, token).statusCode() == 200);
      assertThat(api.send("GET", "/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
    }
  }

  @Test
  void theServerStartsWithoutPostgresAndIsReadyWhenItComes() {
    try (PostgresService postgres = Services.ownPostgres()) {
      postgres.stop();
      try (RunningApi api = RunningApi.startWithoutSchema(postgres)) {
        assertUnavailable(api.send("GET", "/health/ready"), "The database cannot be reached.");
        postgres.start();
        api.migrate();
        await().atMost(PATIENCE).until(() -> api.send("GET", "/health/ready").statusCode() == 200);
      }
    }
  }

  @Test
  void withoutTheSchemaItSaysWhatToDoAndIsReadyOnceThatIsDone() {
    try (RunningApi api = RunningApi.startWithoutSchema(Services.postgres())) {
      String reason = "The database schema is missing or too old: run the migrate command.";
      assertUnavailable(api.send("GET", "/health/ready"), reason);
      assertUnavailable(api.get(jobsOf(UUID.randomUUID()), "x".repeat(20)), reason);

      api.migrate();

      assertThat(api.send("GET", "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aQueryThatHangsIsCancelled() throws SQLException {
    try (RunningApi api = RunningApi.startWithQueryTimeout(Duration.ofMillis(500));
        Connection locker = api.connect();
        Statement lock = locker.createStatement()) {
      UUID organization = UUID.randomUUID();
      String token = api.key(organization, 0);
      String jobs = jobsOf(api.connection(organization));
      locker.setAutoCommit(false);
      lock.execute("LOCK TABLE sync_job IN ACCESS EXCLUSIVE MODE");

      assertUnavailable(api.get(jobs, token), "The query took too long and was cancelled.");

      locker.rollback();
      assertThat(api.get(jobs, token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatNobodyForesawIsAnErrorThatTellsNothingButItsRequestId() {
    try (RunningApi api = RunningApi.start()) {
      UUID organization = UUID.randomUUID();
      String token = api.key(organization, 0);
      UUID connection = api.connection(organization);
      api.job(connection, "2025-01-01T00:00:00Z");
      api.execute(
          """
          DROP SCHEMA analytics CASCADE;
          ALTER TABLE sync_job ALTER entities_inserted DROP DEFAULT,
            ALTER entities_inserted TYPE text USING 'many'
          """);

      HttpResponse<String> response = api.get(jobsOf(connection), token);

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("{\"detail\":\"Internal Server Error\"}");
      assertThat(response.headers().firstValue("x-request-id")).isPresent();
    }
  }

  @Test
  void aServerThatStopsFinishesTheRequestThatRuns() throws Exception {
    try (RunningApi api = RunningApi.startWithQueryTimeout(PATIENCE);
        Connection locker = api.connect();
        Statement lock = locker.createStatement()) {
      UUID organization = UUID.randomUUID();
      String token = api.key(organization, 0);
      String jobs = jobsOf(api.connection(organization));
      locker.setAutoCommit(false);
      lock.execute("LOCK TABLE sync_job IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<HttpResponse<String>> running =
          CompletableFuture.supplyAsync(() -> api.get(jobs, token));
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  lock.executeQuery(
                          "SELECT 1 FROM pg_locks WHERE NOT granted"
                              + " AND relation = 'sync_job'::regclass")
                      .next());

      CompletableFuture<Void> stop = CompletableFuture.runAsync(api.server::close);
      await().atMost(PATIENCE).until(() -> !accepts(api));
      locker.rollback();

      assertThat(running.get().statusCode()).isEqualTo(200);
      stop.get();
    }
  }

  private static boolean accepts(RunningApi api) {
    try {
      return api.send("GET", "/health/live").statusCode() == 200;
    } catch (RuntimeException refused) {
      return false;
    }
  }

  private static void assertUnavailable(HttpResponse<String> response, String detail) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).get("detail").asText()).isEqualTo(detail);
    assertThat(response.headers().firstValueAsLong("retry-after").orElseThrow()).isPositive();
  }
}
