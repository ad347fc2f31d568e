package io.syncpulse.api;

import io.javalin.http.Context;

/** The OpenAPI document, and the page that shows it. All of it comes from the class path. */
final class Documentation {

  private static final String FOLDER = "/io/syncpulse/api/";

  private final Page openApi = new Page(BundledFile.read(FOLDER + "openapi.json"), null);
  private final BundledFile page = BundledFile.of(FOLDER + "docs.html");
  private final BundledFile pageScript = BundledFile.of(FOLDER + "docs.js");
  private final BundledFile viewerScript = viewer("swagger-ui-bundle.js");
  private final BundledFile viewerStyle = viewer("swagger-ui.css");

  private static BundledFile viewer(String file) {
    return BundledFile.ofWebJar("org.webjars", "swagger-ui", file);
  }

  void openApi(Context context) {
    openApi.send(context);
  }

  void page(Context context) {
    page.send(context);
  }

  void pageScript(Context context) {
    pageScript.send(context);
  }

  void viewerScript(Context context) {
    viewerScript.send(context);
  }

  void viewerStyle(Context context) {
    viewerStyle.send(context);
  }
}
