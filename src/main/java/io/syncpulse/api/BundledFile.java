package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;

/**
 * A file that comes with the program, for a browser. It holds nothing of anybody's data.
 *
 * @param content what is in it
 * @param contentType its media type
 * @param etag changes when the content does
 */
record BundledFile(byte[] content, String contentType, ETag etag) {

  /** A page may run scripts, use styles and show pictures of this server, and ask it, no more. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** After an upgrade the next view is of the new files: kept, but asked for each time. */
  private static final String CACHE_CONTROL = "no-cache";

  /**
   * The file of this name on the class path.
   *
   * @throws IllegalStateException when there is none
   */
  static BundledFile of(String resource) {
    byte[] content = read(resource);
    return new BundledFile(content, contentType(resource), ETag.of(content));
  }

  /** Whether there is a file of this name on the class path. */
  static boolean exists(String resource) {
    return BundledFile.class.getResource(resource) != null;
  }

  /**
   * What is in the file of this name on the class path.
   *
   * @throws IllegalStateException when there is none
   */
  static byte[] read(String resource) {
    try (InputStream in = BundledFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Not on the class path: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of a WebJar: they lie under its version. */
  static BundledFile ofWebJar(String group, String name, String file) {
    Properties properties = new Properties();
    try {
      properties.load(
          new ByteArrayInputStream(
              read("/META-INF/maven/%s/%s/pom.properties".formatted(group, name))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(
        "/META-INF/resources/webjars/%s/%s/%s"
            .formatted(name, properties.getProperty("version"), file));
  }

  void send(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header(Header.CACHE_CONTROL, CACHE_CONTROL);
    context.header(Header.ETAG, etag.text());
    context.contentType(contentType);
    if (etag.matches(Collections.list(context.req().getHeaders(Header.IF_NONE_MATCH)))) {
      context.status(HttpStatus.NOT_MODIFIED);
    } else {
      context.result(content);
    }
  }

  private static String contentType(String resource) {
    String extension = resource.substring(resource.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (extension) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("Not a file for a browser: " + resource);
    };
  }
}
