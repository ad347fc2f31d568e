package io.syncpulse.api;

import static io.syncpulse.api.DashboardData.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever an event brings is shown as text, and harms neither the page nor its layout. */
@NeedsChromium
class DashboardHostileIT {

  private RunningApi api;
  private Browser browser;
  private DashboardData data;

  @BeforeEach
  void start() {
    api = RunningApi.start();
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
}
