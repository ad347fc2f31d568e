package io.syncpulse.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Takes pictures of every page, light and dark, wide and narrow, to be looked at. Not part of a
 * build: start the demo, then
 *
 * <pre>mvn test -Dtest=DashboardPictures -Dpictures.port=8080 -Dpictures.key=KEY</pre>
 */
@NeedsChromium
class DashboardPictures {

  private static final Path FOLDER = Path.of("target", "pictures");
  private static final int[] WIDTHS = {1280, 390};
  private static final int HEIGHT = 900;
  private static final int MOST_HIGH = 1_600;

  @Test
  void takeThem() throws IOException {
    int port = Integer.getInteger("pictures.port", 8080);
    String key = System.getProperty("pictures.key", "demo-key-not-secret-0000");
    Files.createDirectories(FOLDER);
    try (Browser browser = Browser.open(port)) {
      for (Map.Entry<String, String> page : pages(browser, key).entrySet()) {
        for (boolean dark : new boolean[] {false, true}) {
          for (int width : WIDTHS) {
            browser.size(width, HEIGHT);
            browser.dark(dark);
            browser.load(page.getValue(), key);
            browser.text("#freshness", text -> text.startsWith("Updated"));
            String name = page.getKey() + (dark ? "-dark-" : "-light-") + width + ".png";
            Files.write(FOLDER.resolve(name), browser.picture(MOST_HIGH));
          }
        }
      }
    }
  }

  /** Names and addresses; the connection is the one with the most failed jobs. */
  private static Map<String, String> pages(Browser browser, String key) {
    browser.load("/connections?sort=failures", key);
    browser.shown("tbody th a");
    String connection =
        (String) browser.js("return document.querySelector('tbody th a').hash.slice(1)");
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/");
    pages.put("connections", "/connections");
    pages.put("connection", connection);
    pages.put("capacity", "/capacity?period=24h&workers=24");
    return pages;
  }
}
