package io.syncpulse.api;

import static io.syncpulse.api.DashboardData.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the dashboard shows when something is wrong, and that it recovers by itself. */
@NeedsChromium
class DashboardTroubleIT {

  private RunningApi api;
  private Browser browser;
  private DashboardData data;

  @BeforeEach
  void start() {
    open(RunningApi.start());
  }

  private void open(RunningApi running) {
    api = running;
    data = DashboardData.ofNewOrganization(api);
    browser = Browser.open(api.server.port());
  }

  @AfterEach
  void stop() {
    browser.close();
    api.close();
  }

  @Test
  void whenTheApiIsDownTheOldFiguresStayAndItRecoversByItself() {
    UUID connection = data.connection("notion", "Product Wiki");
    data.metrics("connection", connection, DAY, Instant.now(), 3, 1, 9);
    browser.load("/connections", api.key(data.organization(), 0));
    browser.text(".rate", "75%"::equals);
    int port = api.server.port();

    api.server.close();
    browser.text("#problem", "The API cannot be reached."::equals);
    browser.text("#problem-age", text -> text.contains("Since") && text.contains("ago"));
    assertThat(browser.text(".rate")).isEqualTo("75%");
    assertThat(browser.js("return document.getElementById('main').className"))
        .isEqualTo("outdated");

    data.metrics("connection", connection, DAY, Instant.now().plusSeconds(1), 9, 1, 9);
    ApiServer again = ApiServer.start(api.settings(port));
    try {
      browser.text(".rate", "90%"::equals);
      browser.until("no banner", "return document.getElementById('banner').hidden");
      assertThat(browser.text("#announcement")).isEqualTo("The figures are up to date again.");
    } finally {
      again.close();
    }
  }

  @Test
  void whenTheDatabaseIsAwayThePageSaysSoAndRecoversByItself() {
    stop();
    open(RunningApi.startWithOwnPostgres());
    data.connection("notion", "Product Wiki");
    browser.load("/connections", api.key(data.organization(), 0));
    browser.text("tbody th a", "Product Wiki"::equals);

    api.postgres.stop();
    browser.text("#problem", text -> text.contains("The database cannot be reached."));
    assertThat(browser.text("tbody th a")).isEqualTo("Product Wiki");

    api.postgres.start();
    browser.until("no banner", "return document.getElementById('banner').hidden");
  }

  @Test
  void whenTheRateLimitIsUsedUpItWaitsAsLongAsTheServerSays() {
    data.connection("notion", "Product Wiki");
    browser.load("/connections", api.key(data.organization(), 1));
    browser.text("tbody th a", "Product Wiki"::equals);

    browser.click(".c-failures .sort");

    browser.text("#problem", text -> text.contains("rate limit"));
    browser.text("#problem-age", text -> text.matches("(?s).*Next try in [3-6]\\d s\\..*"));
    assertThat(browser.text("tbody th a")).isEqualTo("Product Wiki");
  }

  @Test
  void whileJobsAreCountedThePageSaysHowFarThatIsAndNothingMoves() throws SQLException {
    UUID connection = data.connection("notion", "Product Wiki");
    Instant hourAgo = Instant.now().minusSeconds(3_600);
    api.job(UUID.randomUUID(), connection, "pending", hourAgo.toString(), null, null);
    try (Connection holder = api.locked("sync_job")) {
      browser.load("/capacity?period=24h", api.key(data.organization(), 0));
      browser.text(".notice", text -> text.matches("Counting jobs: \\d of \\d days are read\\."));
      assertThat(browser.js("return document.getElementById('banner').hidden")).isEqualTo(true);
      holder.rollback();
    }

    browser.text(".strip .figure", "1"::equals);
    assertThat(browser.text(".notice")).startsWith("Little to plan by");
    assertThat(browser.js("return document.querySelector('.counting')")).isNull();
    assertThat(browser.layoutShift()).as("%s", browser.moved()).isZero();
    assertThat(browser.faults()).isEmpty();
  }

  @Test
  void aTabThatNobodyLooksAtAsksNothingAndCatchesUpWhenItIsLookedAt() {
    data.connection("notion", "Product Wiki");
    browser.load("/connections", api.key(data.organization(), 0));
    browser.text("tbody th a", "Product Wiki"::equals);
    String look =
        """
        Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        """;

    browser.js(look, true);
    // Otherwise it would ask every 10 s.
    browser.text("#freshness", text -> text.matches("Updated (1[4-9]|[2-9]\\d) s ago"));
    browser.js(look, false);

    browser.text("#freshness", text -> text.matches("Updated \\d s ago"));
  }

  @Test
  void anOrganizationWithoutAnythingIsToldWhatWillAppear() {
    browser.load("/", api.key(data.organization(), 0));
    browser.text(".news", text -> text.startsWith("No event has arrived yet."));
    assertThat(browser.text("[data-key=organization] .figure")).isEqualTo("–");
    assertThat(browser.text(".empty")).startsWith("No job completed or failed");

    browser.load("/connections", api.key(data.organization(), 0));
    browser.text(".empty", text -> text.startsWith("There are no connections yet."));

    browser.load("/capacity", api.key(data.organization(), 0));
    browser.text(".notice", text -> !text.isEmpty());
    assertThat(browser.faults()).isEmpty();
  }

  @Test
  void whatIsNotThereIsNamed() {
    String token = api.key(data.organization(), 0);
    browser.load("/connections/" + UUID.randomUUID(), token);
    browser.text("h1", "There is no such connection"::equals);

    browser.load("/connections/nonsense", token);
    browser.text(".notice-page p", text -> text.contains("valid UUID"));

    browser.load("/nowhere", token);
    browser.text("h1", "There is no such page"::equals);

    data.metrics("connection", data.connection("notion", "Wiki"), DAY, Instant.now(), 1, 1, 1);
    browser.load("/connections?window=5h", token);
    browser.text(".notice-page p", text -> text.contains("24h"));
  }
}
