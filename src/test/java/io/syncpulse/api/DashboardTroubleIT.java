package io.syncpulse.api;

import static io.syncpulse.api.DashboardData.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
  void anErrorThatIsHostileIsATextLikeAnyOther() {
    String script = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>";
    String turned = "\u202e\u2066 drawkcab \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627";
    String error = (script + turned + " very long ").repeat(100).substring(0, 8_192);
    UUID connection = data.connection("<b>notion</b>" + turned, script + turned);
    data.metrics("connection", connection, DAY, Instant.now(), 1, 1, 9);
    Instant now = Instant.now();
    data.job(connection, "failed", now.minusSeconds(100), 1, 2, error);
    data.job(connection, "failed", now.minusSeconds(200), 1, 2, script);
    data.job(connection, "completed", now.minusSeconds(300), 1, 2, null);

    browser.load("/connections/" + connection, api.key(data.organization(), 0));
    browser.text("h1", text -> text.startsWith("<script>"));
    assertThat(browser.js("return document.querySelector('.jobs details').open")).isEqualTo(false);
    long folded = height();
    browser.click(".jobs details summary");

    browser.text(".jobs details pre", text -> text.length() > 8_000);
    assertThat(browser.js("return document.querySelector('.jobs pre').textContent"))
        .isEqualTo(error);
    assertThat(height()).as("height unfolded").isLessThan(folded + 400);
    assertThat(browser.js("return document.documentElement.scrollWidth <= innerWidth"))
        .as("nothing is wider than the page")
        .isEqualTo(true);
    assertThat(browser.text(".jobs tr:nth-child(3) .status")).isEqualTo("✓completed");
    assertThat(browser.js("return window.hacked === undefined")).isEqualTo(true);
    assertThat(browser.js("return document.querySelectorAll('main img, main script').length"))
        .isEqualTo(0L);
    assertThat(browser.faults()).isEmpty();

    browser.load("/connections", api.key(data.organization(), 0));
    browser.text("tbody th a", text -> text.startsWith("<script>"));
    assertThat(browser.faults()).isEmpty();
  }

  private long height() {
    return (Long) browser.js("return document.querySelector('.jobs').offsetHeight");
  }

  @Test
  void aKeyThatIsRevokedLeadsToTheSignInAndFromThereBackToTheSamePlace() {
    UUID connection = data.connection("notion", "Product Wiki");
    ApiKeys.Created created = api.keys.create(data.organization(), "old", 0, null);
    String place = "/connections/" + connection + "?window=7d";
    browser.load(place, created.token());
    browser.text("h1", "Product Wiki"::equals);

    api.keys.revoke(created.key().id());
    api.time.advance(Duration.ofMinutes(1));

    browser.text("#key-problem", text -> text.contains("expired or was revoked"));
    assertThat(browser.text("h1")).isEqualTo("Sign in");
    assertThat(browser.place()).isEqualTo("#" + place);
    assertThat(browser.js("return sessionStorage.length")).isEqualTo(0L);

    browser.signIn("no-such-key-0000000000");
    browser.text("#key-problem", text -> text.contains("does not accept this key"));

    browser.js("document.getElementById('key').value = ''");
    browser.signIn(api.key(data.organization(), 0));
    browser.text("h1", "Product Wiki"::equals);
    assertThat(browser.text("[aria-current=true]")).isEqualTo("7 days");
  }

  @Test
  void signingOutForgetsTheKeyAndWhatItRead() {
    data.connection("notion", "Product Wiki");
    browser.load("/connections", api.key(data.organization(), 0));
    browser.text("tbody th a", "Product Wiki"::equals);

    browser.click("#sign-out");

    browser.text("h1", "Sign in"::equals);
    assertThat(browser.text("body")).doesNotContain("Product Wiki");
    assertThat(browser.js("return sessionStorage.length")).isEqualTo(0L);
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
