package io.syncpulse.api;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Starts Debian's Chromium, in Berlin's time, with a script in each page that watches it. */
final class Chromium {

  /** Puts into {@code window.watched} what the policy stopped, what failed and what moved. */
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

  /** It would say each time that it knows no types of this Chromium's protocol: none is used. */
  private static final Logger PROTOCOL = Logger.getLogger("org.openqa.selenium.devtools");

  private Chromium() {}

  static ChromeDriver start() {
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
    return driver;
  }
}
