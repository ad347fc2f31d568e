package io.syncpulse.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The OpenAPI document, and the page that shows it. All of it comes from the class path. */
final class Documentation {

  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String WEBJAR_VERSION =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  private final Page openApi = new Page(read("/io/syncpulse/api/openapi.json"), null);
  private final byte[] page = read("/io/syncpulse/api/docs.html");
  private final byte[] pageScript = read("/io/syncpulse/api/docs.js");
  private final byte[] viewerScript = read(webjar("swagger-ui-bundle.js"));
  private final byte[] viewerStyle = read(webjar("swagger-ui.css"));

  void openApi(Context context) {
    openApi.send(context);
  }

  void page(Context context) {
    context.header("Content-Security-Policy", PAGE_POLICY);
    context.contentType("text/html; charset=utf-8").result(page);
  }

  void pageScript(Context context) {
    script(context, pageScript);
  }

  void viewerScript(Context context) {
    script(context, viewerScript);
  }

  void viewerStyle(Context context) {
    context.contentType("text/css; charset=utf-8").result(viewerStyle);
  }

  private static void script(Context context, byte[] script) {
    context.contentType("text/javascript; charset=utf-8").result(script);
  }

  /** The files of a WebJar lie under its version. */
  private static String webjar(String file) {
    Properties properties = new Properties();
    try (InputStream in = open(WEBJAR_VERSION)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/swagger-ui/%s/%s"
        .formatted(properties.getProperty("version"), file);
  }

  private static byte[] read(String resource) {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = Documentation.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("Not on the class path: " + resource);
    }
    return in;
  }
}
