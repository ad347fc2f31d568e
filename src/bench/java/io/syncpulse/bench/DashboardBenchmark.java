package io.syncpulse.bench;

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
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long each request of the dashboard takes, for the organization with the most connections and
 * its busiest connection, in a database that is there already. Requests go one after the other, as
 * those of one person do; each round asks for every address in turn.
 *
 * <p>Arguments: the JDBC URL, the user, the password, and the number of rounds (default 60). Makes
 * a key in that database and revokes it at the end.
 */
public final class DashboardBenchmark {

  private static final int WARM_UP_ROUNDS = 10;

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
    try (ApiServer server =
        ApiServer.start(
            new ApiSettings("127.0.0.1", 0, arguments[0], arguments[1], arguments[2], 4))) {
      Map<String, long[]> times = new LinkedHashMap<>();
      HttpClient client = HttpClient.newHttpClient();
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        for (String address : addresses(connection, newest)) {
          boolean all = address.startsWith("platform ");
          long nanos =
              request(
                  client,
                  server.port(),
                  address.replace("platform ", ""),
                  all ? key.token() : narrow.token());
          if (round >= 0) {
            times.computeIfAbsent(address, a -> new long[rounds])[round] = nanos;
          }
        }
      }
      times.forEach(DashboardBenchmark::print);
    } finally {
      keys.revoke(key.key().id());
      keys.revoke(narrow.key().id());
    }
  }

  private static String[] addresses(String connection, Instant newest) {
    String one = "/source-connections/" + connection;
    Instant weekAgo = newest.minus(7, ChronoUnit.DAYS);
    return new String[] {
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
      one + "/metrics/history?window=24h&limit=1000&from=" + weekAgo,
      one + "/jobs?limit=50",
      one + "/jobs?limit=50&status=failed",
      "/capacity?from=" + newest.minus(1, ChronoUnit.DAYS) + "&to=" + newest,
      "/capacity?workers=20&from=" + weekAgo + "&to=" + newest,
      "platform /capacity?scope=platform&from=" + weekAgo + "&to=" + newest
    };
  }

  private static long request(HttpClient client, int port, String address, String token)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
            .header("x-api-key", token)
            .build();
    long before = System.nanoTime();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    long nanos = System.nanoTime() - before;
    if (response.statusCode() != 200) {
      throw new IllegalStateException(address + ": " + response.statusCode());
    }
    return nanos;
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
