package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the dashboard. They are open to all, because they hold no figures: those the page
 * reads with the key that its user gives it.
 */
final class Dashboard {

  private static final String FOLDER = "/dashboard/";

  /** No folder, and no way out of this one. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}\\.(css|js|svg)");

  private final BundledFile page = BundledFile.of(FOLDER + "index.html");
  private final Map<String, BundledFile> files = new ConcurrentHashMap<>();

  Dashboard() {
    files.put("uplot.js", chartLibrary("uPlot.iife.min.js"));
    files.put("uplot.css", chartLibrary("uPlot.min.css"));
  }

  private static BundledFile chartLibrary(String file) {
    return BundledFile.ofWebJar("org.webjars.npm", "uplot", "dist/" + file);
  }

  private static boolean exists(String name) {
    return NAME.matcher(name).matches() && BundledFile.exists(FOLDER + name);
  }

  void page(Context context) {
    page.send(context);
  }

  void file(Context context) {
    String name = context.pathParam("file");
    if (!files.containsKey(name) && !exists(name)) {
      throw new NotFoundResponse("Not Found");
    }
    files.computeIfAbsent(name, known -> BundledFile.of(FOLDER + known)).send(context);
  }
}
