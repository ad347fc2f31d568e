package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the dashboard, as they go over the wire. */
class DashboardFilesIT {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html;charset=utf-8",
    "/dashboard/main.js, text/javascript;charset=utf-8",
    "/dashboard/theme.css, text/css;charset=utf-8",
    "/dashboard/mark.svg, image/svg+xml",
    "/dashboard/uplot.js, text/javascript;charset=utf-8",
    "/dashboard/uplot.css, text/css;charset=utf-8"
  })
  void aFileIsOpenAndAllowsTheBrowserNothingButThisServer(String path, String type) {
    HttpResponse<String> response = api.send("GET", path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElseThrow().replace("; ", ";"))
        .isEqualToIgnoringCase(type);
    assertThat(response.headers().allValues("content-security-policy")).containsExactly(POLICY);
    assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("referrer-policy")).hasValue("no-referrer");
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(response.body()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/dashboard/main.js", "/dashboard/uplot.js"})
  void whoHasAFileAlreadyIsNotSentItAgain(String path) {
    String etag = api.send("GET", path).headers().firstValue("etag").orElseThrow();

    HttpResponse<String> again = api.send("GET", path, "if-none-match", etag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("etag")).hasValue(etag);
    assertThat(api.send("GET", path, "if-none-match", "\"another\"").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard/none.js",
        "/dashboard/index.html",
        "/dashboard/",
        "/dashboard/..%2flogback.xml",
        "/dashboard/%2e%2e/logback.xml",
        "/dashboard/../logback.xml",
        "/dashboard/..;/logback.xml",
        "/dashboard/Main.js",
        "/dashboard/main.js%00.css",
        "/logback.xml"
      })
  void nothingElseOfTheClassPathIsServed(String path) {
    HttpResponse<String> response = api.send("GET", path);

    assertThat(response.statusCode()).isIn(400, 404);
    assertThat(response.body()).contains("\"detail\"").doesNotContain("appender");
  }

  @Test
  void thePageHasNoScriptAndNoStyleOfItsOwnAndNothingFromElsewhere() {
    String page = api.send("GET", "/").body();

    assertThat(page)
        .doesNotContainPattern("<script(?![^>]* src=\"/dashboard/)")
        .doesNotContain("<style", "style=", "onclick", "onload", "javascript:", "//");
  }

  @Test
  void aLargeFileIsCompressedForWhoAsks() {
    HttpResponse<String> response =
        api.send("GET", "/dashboard/uplot.js", "accept-encoding", "gzip");

    assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
  }

  @Test
  void aKeyThatIsWrongDoesNotKeepAnybodyFromThePageThatSaysSo() {
    assertThat(api.get("/", UUID.randomUUID().toString()).statusCode()).isEqualTo(200);
  }
}
