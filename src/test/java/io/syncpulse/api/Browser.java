package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/**
 * A real Chromium of its own, in English and in Berlin's time, that watches the page: what the
 * content security policy stopped, what failed, and what moved without the user's doing.
 */
final class Browser implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Dimension WIDE = new Dimension(1280, 900);

  private static final String WATCH =
      """
      window.watched = { shift: 0, moved: [], faults: [] };
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (!entry.hadRecentInput) {
            window.watched.shift += entry.value;
            window.watched.moved.push(...entry.sources.map((source) => {
              const node = source.node?.nodeType === 1 ? source.node : source.node?.parentElement;
              return `${node?.tagName}.${node?.className} ${JSON.stringify(source.previousRect)}`
                + ` -> ${JSON.stringify(source.currentRect)}`;
            }));
          }
        }
      }).observe({ type: "layout-shift", buffered: true });
      document.addEventListener("securitypolicyviolation", (event) =>
        window.watched.faults.push(`${event.violatedDirective} ${event.blockedURI}`));
      addEventListener("error", (event) => window.watched.faults.push(String(event.message)));
      addEventListener("unhandledrejection", (event) =>
        window.watched.faults.push(String(event.reason)));
      """;

  /** Finds what hinders people who use a keyboard, a screen reader, or see little. */
  private static final String AXE = new String(BundledFile.of("/axe.min.js").content(), UTF_8);

  /** It would say each time that it knows no types of this Chromium's protocol: none is used. */
  private static final Logger PROTOCOL = Logger.getLogger("org.openqa.selenium.devtools");

  private final ChromeDriver driver;
  private final String server;

  private Browser(ChromeDriver driver, String server) {
    this.driver = driver;
    this.server = server;
  }

  static Browser open(int port) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(NeedsChromium.Condition.BROWSER.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(NeedsChromium.Condition.DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    PROTOCOL.setLevel(Level.OFF);
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    driver.executeCdpCommand(
        "Emulation.setTimezoneOverride", Map.of("timezoneId", "Europe/Berlin"));
    Browser browser = new Browser(driver, "http://127.0.0.1:" + port);
    browser.locale("en-US");
    browser.size(WIDE.width, WIDE.height);
    return browser;
  }

  /** What the reader's browser is set to. */
  void locale(String tag) {
    driver.executeCdpCommand("Emulation.setLocaleOverride", Map.of("locale", tag));
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void dark(boolean dark) {
    String value = dark ? "dark" : "light";
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", value))));
  }

  /** Loads an address of the dashboard anew: what follows the #. */
  void load(String place) {
    driver.get("about:blank");
    driver.get(server + "/#" + place);
  }

  /** The same of a tab that is signed in already. */
  void load(String place, String token) {
    driver.get(server + "/dashboard/mark.svg");
    js("sessionStorage.setItem('syncpulse.key', arguments[0])", token);
    driver.get(server + "/#" + place);
  }

  /** As if it had never been here. */
  void forgetFiles() {
    driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
  }

  void signIn(String token) {
    shown("#key").sendKeys(token, Keys.ENTER);
  }

  WebElement shown(String css) {
    return await(
        css + " is shown",
        () ->
            driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null),
        element -> element != null);
  }

  /** The text of an element once it is as it should be. */
  String text(String css, Predicate<String> asItShould) {
    return await("text of " + css, () -> text(css), asItShould);
  }

  /** The text of an element as it stands; empty where there is none. */
  String text(String css) {
    return (String) js("return document.querySelector(arguments[0])?.innerText?.trim() ?? ''", css);
  }

  /** Texts of all that match. */
  @SuppressWarnings("unchecked")
  List<String> texts(String css) {
    return (List<String>)
        js(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText.trim())",
            css);
  }

  String place() {
    return (String) js("return location.hash");
  }

  Object js(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until a script returns true. */
  void until(String what, String script, Object... arguments) {
    await(what, () -> js(script, arguments), Boolean.TRUE::equals);
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Text of what has the focus. */
  String focused() {
    return (String)
        js("return (document.activeElement.innerText || document.activeElement.id).trim()");
  }

  /** Tab until something with this text has the focus. */
  void tabTo(String text) {
    for (int i = 0; i < 100 && !focused().startsWith(text); i++) {
      press(Keys.TAB);
    }
    if (!focused().startsWith(text)) {
      throw new AssertionError("The key Tab does not lead to " + text);
    }
  }

  void click(String css) {
    shown(css).click();
  }

  void goBack() {
    driver.navigate().back();
  }

  /** How far things moved that nobody touched: 0 is perfect. */
  double layoutShift() {
    return ((Number) js("return window.watched.shift")).doubleValue();
  }

  Object moved() {
    return js("return window.watched.moved.join('\\n')");
  }

  /** What the policy stopped, and scripts that failed. */
  @SuppressWarnings("unchecked")
  List<String> faults() {
    return (List<String>) js("return window.watched.faults");
  }

  /** What axe finds that would hinder somebody; a line each. */
  @SuppressWarnings("unchecked")
  List<String> barriers() {
    js(AXE);
    return (List<String>)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then((found) => done(found.violations.flatMap((violation) =>
              violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.failureSummary}`))),
              (error) => done([String(error)]));
            """);
  }

  /** The whole page, as a PNG. */
  byte[] picture() {
    Object height = js("return document.documentElement.scrollHeight");
    Object width = js("return document.documentElement.clientWidth");
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    Map<String, Object> page = Map.of("format", "png", "captureBeyondViewport", true, "clip", clip);
    Object data = driver.executeCdpCommand("Page.captureScreenshot", page).get("data");
    return Base64.getDecoder().decode((String) data);
  }

  private <T> T await(String what, Callable<T> value, Predicate<T> asItShould) {
    try {
      return Awaitility.await(what)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptionsInstanceOf(WebDriverException.class)
          .until(value, asItShould);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          e.getMessage() + "\nThe page:\n" + text("body") + "\nFaults: " + faults(), e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
