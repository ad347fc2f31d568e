package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in and out, and what becomes of the place when a key ends. */
@NeedsChromium
class DashboardKeyIT {

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
}
