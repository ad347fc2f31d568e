package io.syncpulse.api;

import static io.syncpulse.api.DashboardData.DAY;
import static io.syncpulse.api.DashboardData.HOUR;
import static io.syncpulse.api.DashboardData.PLATFORM;
import static io.syncpulse.api.DashboardData.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each page of the dashboard shows the figures that the tables hold. */
@NeedsChromium
class DashboardPagesIT {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static RunningApi api;
  private static Browser browser;
  private static DashboardData ours;
  private static String token;
  private static UUID wiki;
  private static UUID tickets;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    ours = DashboardData.ofNewOrganization(api);
    token = api.platformKey(ours.organization());
    wiki = ours.connection("notion", "Product Wiki");
    tickets = ours.connection("zendesk", "Customer Tickets");
    UUID scope = ours.organization();
    ours.metrics("organization", scope, DAY, NOW.minus(1, ChronoUnit.DAYS), 900, 100, 40);
    ours.metrics("organization", scope, DAY, NOW, 960, 40, 60);
    ours.metrics("platform", PLATFORM, DAY, NOW, 123_000, 456, 80);
    for (int window : new int[] {HOUR, WEEK}) {
      ours.metrics("connection", wiki, window, NOW, 10, 10, 7_200);
      ours.metrics("connection", tickets, window, NOW, 10, 0, 10);
    }
    ours.metrics("connection", wiki, DAY, NOW, 180, 20, 65);
    ours.history(tickets, 300, NOW);
    for (int i = 0; i < 30; i++) {
      Instant created = NOW.minus(30 + i, ChronoUnit.MINUTES);
      ours.job(wiki, "completed", created, 4, 60 + i, null);
    }
    ours.job(wiki, "failed", NOW.minus(9, ChronoUnit.MINUTES), 3, 10, "Token expired");
    ours.job(wiki, "running", NOW.minus(5, ChronoUnit.MINUTES), 2, null, null);
    browser = Browser.open(api.server.port());
  }

  @AfterAll
  static void stop() {
    browser.close();
    api.close();
  }

  @Test
  void theOverviewShowsTheOrganizationAndThePlatformAndHowTheyChanged() {
    browser.load("/", token);

    browser.text(card(1) + " .figure", "96%"::equals);
    assertThat(browser.text(card(1))).contains("95% interval 94.5% – 97%", "+6 points");
    assertThat(browser.text(card(2))).contains("1,003", "40 failed", "2 cancelled");
    assertThat(browser.text(card(3))).contains("Running now", "1");
    assertThat(browser.text(card(4))).contains("Queued now", "0");
    assertThat(browser.text(card(5))).contains("1.11/s", "96K entities", "+7%");
    assertThat(browser.text(card(6))).contains("2 min", "median 1 min", "+50%", "worse");
    assertThat(browser.text("[data-key=platform] .figure")).isEqualTo("99.6%");
    assertThat(browser.texts(".connections tbody th .name a"))
        .containsExactly("Product Wiki", "Customer Tickets");
  }

  private static String card(int place) {
    return "[data-key=organization] .card:nth-child(" + place + ")";
  }

  @Test
  void theConnectionsAreWorstFirstAndCanBeSortedFilteredAndSearched() {
    browser.load("/connections", token);
    browser.text("tbody tr:first-child .rate", "90%"::equals);
    assertThat(browser.texts("[aria-sort=ascending]")).hasSize(1);

    browser.click(".c-failures .sort");
    browser.text("[aria-sort=descending]", text -> text.startsWith("Failed of jobs"));
    assertThat(browser.place()).isEqualTo("#/connections?sort=failures");

    browser.shown("#filter-search").sendKeys("TICK");
    browser.until("one row", "return document.querySelectorAll('tbody th a').length === 1");
    assertThat(browser.text("tbody th a")).isEqualTo("Customer Tickets");
    assertThat(browser.place()).isEqualTo("#/connections?sort=failures&search=TICK");

    browser.load("/connections?source_type=notion&window=1h", token);
    browser.text("tbody tr:first-child .rate", "50%"::equals);
    assertThat(browser.texts("tbody th a")).containsExactly("Product Wiki");
    assertThat(browser.text("tbody tr:first-child .c-p95")).endsWith("4 h");
  }

  @Test
  void aConnectionShowsItsFiguresItsChartsAndItsHistoryPageByPage() {
    browser.load("/connections/" + wiki, token);

    browser.text("h1", "Product Wiki"::equals);
    assertThat(browser.text(".facts")).contains("notion", "product-wiki-x7k2", wiki.toString());
    assertThat(browser.text(".facts div:nth-child(3)")).contains("Running now").endsWith("1");
    assertThat(browser.text(".strip"))
        .contains("90%", "203", "20 failed", "2 min 10 s", "1 min 5 s");
    assertThat(browser.texts(".jobs .status").subList(0, 3))
        .containsExactly("▶running", "✕failed", "✓completed");
    assertThat(browser.text(".jobs tr:nth-child(2) .error")).isEqualTo("Token expired");
    assertThat(browser.text(".jobs tr:nth-child(2) .c-duration")).endsWith("10 s");
    assertThat(browser.texts(".jobs tbody tr")).hasSize(25);

    browser.shown(".history .pager [rel=next]").click();
    browser.until(
        "the last page", "return document.querySelectorAll('.jobs tbody tr').length === 7");
    assertThat(browser.js("return document.querySelector('[rel=next]').hasAttribute('href')"))
        .isEqualTo(false);

    browser.goBack();
    browser.until("back", "return document.querySelectorAll('.jobs tbody tr').length === 25");
  }

  @Test
  void theWindowIsPartOfTheAddressSoThatALinkCanBeShared() {
    browser.load("/connections/" + wiki, token);
    browser.text("h1", "Product Wiki"::equals);

    browser.click(".choices a:nth-child(1)");
    browser.text(".strip .figure", "50%"::equals);

    String shared = browser.place();
    assertThat(shared).isEqualTo("#/connections/" + wiki + "?window=1h").doesNotContain(token);
    browser.load(shared.substring(1), token);
    browser.text(".strip .figure", "50%"::equals);
    assertThat(browser.text("[aria-current=true]")).isEqualTo("1 hour");
  }

  @Test
  void eachChartSaysInWordsAndInATableWhatItShows() {
    browser.load("/connections/" + tickets, token);

    browser.text(".chart .summary", text -> text.startsWith("The success rate is "));
    assertThat(browser.texts(".chart canvas")).hasSize(3);
    browser.click(".chart:nth-child(2) .as-table summary");
    browser.until(
        "the table",
        "return document.querySelectorAll('.chart:nth-child(2) tbody tr').length > 20");
    assertThat(browser.text(".chart:nth-child(2) tbody tr:last-child"))
        .contains("1 min", "2 min", "3 min");
  }

  @Test
  void numbersAndTimesAreThoseOfTheReadersLocale() {
    browser.locale("de-DE");
    browser.load("/", token);
    try {
      browser.text("[data-key=organization] .card:nth-child(1)", text -> text.contains("94,5–97"));
      assertThat(browser.text("[data-key=organization] .card:nth-child(2)")).contains("1.003");
    } finally {
      browser.locale("en-US");
    }
  }

  @Test
  void theCapacityPageShowsPeaksAndTheWeek() {
    browser.load("/capacity?period=24h&workers=4", token);

    browser.text(".strip div:nth-child(1) .figure", "32"::equals);
    assertThat(browser.text(".strip div:nth-child(2) .figure")).matches("[1-9]\\d*");
    assertThat(browser.text(".strip div:nth-child(6)")).contains("%", "of 4 workers");
    assertThat(browser.texts(".heat tbody tr")).hasSize(7);
    assertThat(browser.text(".heat tbody th")).isEqualTo("Mon");
  }
}
