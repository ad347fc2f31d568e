package io.syncpulse.bench;

import static java.time.temporal.ChronoUnit.DAYS;

import io.syncpulse.api.ApiKeys;
import io.syncpulse.api.ApiServer;
import io.syncpulse.api.ApiSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long each request of the dashboard takes, for the organization with the most connections and
 * its busiest connection, in a database that is there already. Requests go one after the other, as
 * those of one person do; each round asks for every address in turn. Then the capacity page as the
 * first person sees it after the server has started: each time on a new server, the longest request
 * and how long it took until all was counted.
 *
 * <p>Arguments: the JDBC URL, the user, the password, and the number of rounds (default 60). Makes
 * a key in that database and revokes it at the end.
 */
public final class DashboardBenchmark {

  private static final int WARM_UP_ROUNDS = 10;
  private static final int COLD_STARTS = 10;
  private static final int MILLIS_BETWEEN_REQUESTS = 1_000;

  private DashboardBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(arguments[0]);
    database.setUser(arguments[1]);
    database.setPassword(arguments[2]);
    int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 60;
    String organization =
        text(
            database,
            """
            SELECT organization_id FROM source_connection WHERE organization_id IS NOT NULL
            GROUP BY 1 ORDER BY count(*) DESC LIMIT 1
            """);
    String connection =
        text(
            database,
            """
            SELECT source_connection_id
            FROM sync_job JOIN source_connection c ON c.id = source_connection_id
            WHERE organization_id = '%s' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1
            """
                .formatted(organization));
    Instant newest =
        Instant.parse(
            text(
                database,
                """
                SELECT to_char(max(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                FROM sync_job
                """));
    ApiKeys keys = new ApiKeys(database);
    ApiKeys.Created key =
        keys.create(UUID.fromString(organization), true, "dashboard benchmark", 0, null);
    ApiKeys.Created narrow = keys.create(UUID.fromString(organization), "benchmark", 0, null);
    ApiSettings settings =
        new ApiSettings("127.0.0.1", 0, arguments[0], arguments[1], arguments[2], 4);
    try (ApiServer server = ApiServer.start(settings)) {
      Map<String, long[]> times = new LinkedHashMap<>();
      HttpClient client = HttpClient.newHttpClient();
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (String address : addresses(connection, newest)) {
          boolean all = address.startsWith("platform ");
          String token = all ? key.token() : narrow.token();
          long nanos = counted(client, server.port(), withoutScope(address), token).nanos();
          if (round >= 0) {
            times.computeIfAbsent(address, a -> new long[rounds])[round] = nanos;
          }
        }
      }
      times.forEach(DashboardBenchmark::print);
      for (String address : capacities(newest)) {
        measureCold(client, settings, withoutScope(address), key.token());
      }
    } finally {
      keys.revoke(key.key().id());
      keys.revoke(narrow.key().id());
    }
  }

  private static String[] addresses(String connection, Instant newest) {
    String one = "/source-connections/" + connection;
    List<String> addresses =
        new ArrayList<>(
            List.of(
                "/overview?window=1h",
                "/overview?window=24h",
                "/overview?window=7d",
                "platform /overview?window=24h",
                "/source-connections?limit=50",
                "/source-connections?limit=50&sort=p95&window=7d",
                "/source-connections?limit=50&source_type=notion",
                "/source-connections?limit=50&search=no",
                "/source-connections?limit=50&search=none%20like%20this",
                one,
                one + "/metrics?window=24h",
                one + "/metrics/history?window=24h&limit=1000&from=" + newest.minus(7, DAYS),
                one + "/jobs?limit=50",
                one + "/jobs?limit=50&status=failed"));
    addresses.addAll(capacities(newest));
    return addresses.toArray(String[]::new);
  }

  private static List<String> capacities(Instant newest) {
    String to = "&to=" + newest;
    return List.of(
        "/capacity?from=" + newest.minus(1, DAYS) + to,
        "/capacity?workers=20&from=" + newest.minus(7, DAYS) + to,
        "platform /capacity?scope=platform&from=" + newest.minus(7, DAYS) + to);
  }

  private static String withoutScope(String address) {
    return address.replace("platform ", "");
  }

  private static void measureCold(
      HttpClient client, ApiSettings settings, String address, String token) throws Exception {
    long[] longest = new long[COLD_STARTS];
    long[] counted = new long[COLD_STARTS];
    for (int start = 0; start < COLD_STARTS; start++) {
      try (ApiServer server = ApiServer.start(settings)) {
        // Whoever comes to this page was elsewhere before.
        request(client, server.port(), "/overview", token);
        long began = System.nanoTime();
        longest[start] = counted(client, server.port(), address, token).nanos();
        counted[start] = System.nanoTime() - began;
      }
    }
    print("cold, longest request: " + address, longest);
    print("cold, until counted:   " + address, counted);
  }

  private record Measured(int status, long nanos) {}

  /** Asks again while the server still counts, as the page does; the longest of the requests. */
  private static Measured counted(HttpClient client, int port, String address, String token)
      throws Exception {
    Measured measured = request(client, port, address, token);
    long longest = measured.nanos();
    while (measured.status() == 202) {
      Thread.sleep(MILLIS_BETWEEN_REQUESTS);
      measured = request(client, port, address, token);
      longest = Math.max(longest, measured.nanos());
    }
    return new Measured(measured.status(), longest);
  }

  private static Measured request(HttpClient client, int port, String address, String token)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
            .header("x-api-key", token)
            .header("prefer", "respond-async")
            .build();
    long before = System.nanoTime();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    long nanos = System.nanoTime() - before;
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(address + ": " + response.statusCode());
    }
    return new Measured(response.statusCode(), nanos);
  }

  private static void print(String address, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "p50 %7.1f ms  p95 %7.1f ms  max %7.1f ms  %s%n",
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 95 / 100] / 1e6,
        sorted[sorted.length - 1] / 1e6,
        address);
  }

  private static String text(PGSimpleDataSource database, String sql) throws SQLException {
    try (Connection session = database.getConnection();
        Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
