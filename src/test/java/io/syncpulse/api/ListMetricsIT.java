package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.json;
import static io.syncpulse.api.RunningApi.metricsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics of one connection over time. */
class ListMetricsIT {

  private static final int HOUR = 3_600;
  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static String token;
  private static UUID connection;

  /** Rows at 01:00 to 09:00, each with as many completed jobs as its hour. */
  @BeforeAll
  static void start() {
    api = RunningApi.start();
    token = api.key(ORGANIZATION, 0);
    connection = api.connection(ORGANIZATION);
    for (int hour = 1; hour <= 9; hour++) {
      api.metrics(connection, HOUR, "2025-01-01T0" + hour + ":00:00Z", hour, 0);
      api.metrics(connection, 2 * HOUR, "2025-01-01T0" + hour + ":00:00Z", 77, 0);
    }
    api.metrics(api.connection(ORGANIZATION), HOUR, "2025-01-01T03:00:00Z", 99, 0);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void eachElementIsWhatTheMetricsWereAtItsMoment() {
    JsonNode history = json(api.get(history("&limit=3"), token));

    assertThat(history).hasSize(3);
    for (JsonNode metrics : history) {
      String moment = metrics.get("as_of").asText();
      assertThat(json(api.get(metricsOf(connection) + "?window=1h&at=" + moment, token)))
          .isEqualTo(metrics);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, 1 2 3 4 5 6 7 8 9",
        "07:00:00, -, 7 8 9",
        "07:00:00.000001, -, 7 8 9",
        "06:59:59.999999, -, 6 7 8 9",
        "00:59:59.999999, 02:00:00.000001, 1 2",
        "-, 03:00:00, 1 2",
        "02:30:00, 05:00:00, 2 3 4",
        "02:10:00, 02:20:00, 2",
        "00:10:00, 00:20:00, ''",
        "20:10:00, 20:20:00, 9",
        "-, 01:00:00, ''"
      })
  void itBeginsWithWhatWasValidAtTheFirstMoment(String from, String to, String expected) {
    String query =
        (from == null ? "" : "&from=2025-01-01T" + from + "Z")
            + (to == null ? "" : "&to=2025-01-01T" + to + "Z");

    assertThat(String.join(" ", completed(api.get(history(query), token)))).isEqualTo(expected);
    assertThat(String.join(" ", walk(history(query + "&limit=2")))).isEqualTo(expected);
  }

  @Test
  void aConnectionWithoutMetricsHasAnEmptyHistory() {
    String address = metricsOf(api.connection(ORGANIZATION)) + "/history?window=1h";

    assertThat(api.get(address, token).body()).isEqualTo("[]");
    assertThat(api.get(address + "&from=2025-01-01T00:00:00Z", token).body()).isEqualTo("[]");
  }

  @Test
  void theLinkHoldsWhatWasUnderstoodAndNothingElse() {
    HttpResponse<String> response =
        api.get(history("&x=%3E%0D%0A&limit=1&from=2025-01-01T07:30:00%2B05:30"), token);

    assertThat(response.headers().firstValue("link"))
        .hasValue(
            "<"
                + metricsOf(connection)
                + "/history?window=1h&limit=1"
                + "&from=2025-01-01T03%3A00Z>; rel=\"next\"");
  }

  @ParameterizedTest
  @CsvSource({
    "window=x, window, value_error",
    "limit=0, limit, greater_than_equal",
    "limit=1001, limit, less_than_equal",
    "limit=1&limit=1, limit, multiple_values",
    "from=x, from, datetime_parsing",
    "to=2025-01-01T00:00:00, to, timezone_aware",
    "from=2025-01-01T00:00:00Z&to=2025-01-01T00:00:00Z, to, value_error",
    "from=2025-01-01T00:00:00Z&to=2025-01-01T05:29:59%2B05:30, to, value_error",
    "window=3h, window, enum"
  })
  void aBadParameterIsNamed(String query, String name, String type) {
    // The last case is found only where there is no row.
    HttpResponse<String> response = api.get(metricsOf(connection) + "/history?" + query, token);

    assertThat(response.statusCode()).isEqualTo(422);
    JsonNode detail = json(response).get("detail");
    assertThat(detail).hasSize(1);
    assertThat(detail.get(0).get("loc")).isEqualTo(json("[\"query\",\"" + name + "\"]"));
    assertThat(detail.get(0).get("type").asText()).isEqualTo(type);
  }

  private static String history(String query) {
    return metricsOf(connection) + "/history?window=1h" + query;
  }

  private static List<String> walk(String address) {
    List<String> completed = new ArrayList<>();
    Optional<String> page = Optional.of(address);
    while (page.isPresent()) {
      HttpResponse<String> response = api.get(page.get(), token);
      completed.addAll(completed(response));
      page =
          response.headers().firstValue("link").map(link -> link.substring(1, link.indexOf('>')));
    }
    return completed;
  }

  private static List<String> completed(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response).findValuesAsText("completed");
  }
}
