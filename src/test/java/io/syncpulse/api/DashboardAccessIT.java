package io.syncpulse.api;

import static io.syncpulse.api.DashboardData.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** That everybody can use the dashboard, on any screen, and that it holds still. */
@NeedsChromium
class DashboardAccessIT {

  private static final String CONNECTION = "CONNECTION";
  private static RunningApi api;
  private static Browser browser;
  private static String token;
  private static UUID wiki;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    DashboardData data = DashboardData.ofNewOrganization(api);
    token = api.key(data.organization(), 0);
    Instant now = Instant.now();
    data.metrics("organization", data.organization(), DAY, now.minusSeconds(DAY), 90, 9, 40);
    data.metrics("organization", data.organization(), DAY, now, 95, 5, 60);
    wiki = data.connection("notion", "Product Wiki");
    data.history(wiki, 200, now);
    for (int i = 0; i < 60; i++) {
      UUID connection = data.connection("github", "Repository " + i);
      data.metrics("connection", connection, DAY, now, 100, i, 50);
    }
    for (String status : List.of("completed", "failed", "cancelled")) {
      data.job(
          wiki,
          status,
          now.minusSeconds(600),
          2,
          60,
          "failed".equals(status) ? "x".repeat(500) : null);
    }
    data.job(wiki, "running", now.minusSeconds(30), 2, null, null);
    data.job(wiki, "pending", now.minusSeconds(20), null, null, null);
    browser = Browser.open(api.server.port());
  }

  @AfterAll
  static void stop() {
    browser.close();
    api.close();
  }

  @Test
  void fromTheSignInToTheHistoryOfAConnectionByKeyboardAlone() {
    browser.load("/");
    browser.js("sessionStorage.clear()");
    browser.load("/");
    browser.shown("#key");
    assertThat(browser.focused()).isEqualTo("key");
    browser.press(token, Keys.ENTER);
    browser.text("h1", "Overview"::equals);
    browser.until("the heading has the focus", "return document.activeElement.tagName === 'H1'");

    browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
    browser.tabTo("Connections");
    browser.press(Keys.ENTER);
    browser.text("tbody tr:first-child .rate", text -> text.endsWith("%"));
    assertThat(browser.focused()).isEqualTo("Connections");

    browser.tabTo("Duration p95");
    browser.press(Keys.SPACE);
    browser.until("sorted by p95", "return location.hash.includes('sort=p95')");
    assertThat(browser.focused()).startsWith("Duration p95");
    browser.text("tbody tr:first-child th a", "Product Wiki"::equals);
    browser.tabTo("Product Wiki");
    browser.press(Keys.ENTER);
    browser.text("h1", "Product Wiki"::equals);
    browser.text(".jobs tbody .status", text -> text.endsWith("pending"));

    browser.tabTo("xxx");
    browser.press(Keys.ENTER);
    browser.until("unfolded", "return document.querySelector('.jobs details').open");
    assertThat(browser.faults()).isEmpty();
  }

  @Test
  void theFirstStopOfTheKeyTabSkipsToTheContent() {
    browser.load("/connections", token);
    browser.text("tbody tr:first-child .rate", text -> text.endsWith("%"));

    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo("Skip to the content");
    browser.press(Keys.ENTER);

    assertThat(browser.js("return document.activeElement.id")).isEqualTo("main");
    assertThat(browser.place()).isEqualTo("#/connections");
  }

  @Test
  void anUpdateLeavesTheFocusAndTheUnfoldedErrorWhereTheyAre() {
    browser.load("/connections/" + wiki, token);
    browser.click(".jobs details summary");
    Long rows = (Long) browser.js("return document.querySelectorAll('.jobs tbody tr').length");

    new DashboardData(api, UUID.randomUUID()).job(wiki, "pending", Instant.now(), null, null, null);

    browser.until(
        "one row more", "return document.querySelectorAll('.jobs tbody tr').length > " + rows);
    assertThat(browser.js("return document.querySelector('.jobs details').open")).isEqualTo(true);
    assertThat(browser.js("return document.activeElement.tagName")).isEqualTo("SUMMARY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/connections", "/connections/" + CONNECTION, "/capacity"})
  void axeFindsNoBarrierNothingMovesAndThePolicyStopsNothing(String place) {
    for (boolean dark : new boolean[] {false, true}) {
      for (int width : new int[] {1280, 360}) {
        browser.dark(dark);
        browser.size(width, 800);
        browser.load(place.replace(CONNECTION, wiki.toString()), token);
        String as = place + ", dark " + dark + ", wide " + width;

        browser.text("#freshness", text -> text.startsWith("Updated"));
        assertThat(browser.barriers()).as(as).isEmpty();
        assertThat(browser.layoutShift()).as(as + "\n" + browser.moved()).isZero();
        assertThat(browser.faults()).as(as).isEmpty();
        assertThat(browser.js("return document.documentElement.scrollWidth <= innerWidth"))
            .as(as + ": nothing is wider than the page")
            .isEqualTo(true);
      }
    }
    browser.dark(false);
    browser.size(1280, 900);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/connections", "/connections/" + CONNECTION, "/capacity"})
  void theFirstViewOfAPageIsLightBesidesTheChartLibrary(String place) {
    browser.load("/", token);
    browser.forgetFiles();
    browser.load(place.replace(CONNECTION, wiki.toString()), token);
    browser.text("#freshness", text -> text.startsWith("Updated"));

    Number bytes =
        (Number)
            browser.js(
                """
                return [...performance.getEntriesByType('navigation'),
                    ...performance.getEntriesByType('resource')]
                  .filter((entry) => !entry.name.includes('uplot'))
                  .map((entry) => 300 + entry.encodedBodySize)
                  .reduce((sum, size) => sum + size, 0)
                """);

    System.out.println("first view of " + place + ": " + bytes + " bytes");
    assertThat(bytes.longValue()).isBetween(10_000L, 300_000L);
  }
}
