package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.Collections;

/**
 * An answer with status 200, or 304 and no body for who has it already.
 *
 * @param body in JSON, or where that was asked for in CSV
 * @param next the address of the page that follows; null when none does
 * @param etag names its state
 */
record Page(byte[] body, String next, ETag etag) {

  /**
   * A browser may keep it, which makes polling cheap, but has to ask each time whether it still
   * holds: so a key that was revoked reads nothing any more. Nobody between may keep it.
   */
  static final String CACHE_CONTROL = "private, no-cache";

  /** An answer whose state is all that it says. */
  Page(byte[] body, String next) {
    this(body, next, ETag.of(body, next == null ? new byte[0] : next.getBytes(UTF_8)));
  }

  /** As JSON. */
  void send(Context context) {
    context.contentType(ContentType.APPLICATION_JSON);
    context.header(Header.ETAG, etag.text());
    context.header(Header.CACHE_CONTROL, CACHE_CONTROL);
    if (next != null) {
      context.header("Link", "<" + next + ">; rel=\"next\"");
    }
    if (etag.matches(Collections.list(context.req().getHeaders(Header.IF_NONE_MATCH)))) {
      context.status(HttpStatus.NOT_MODIFIED);
    } else {
      context.result(body);
    }
  }

  /**
   * As CSV.
   *
   * @param file a name for who saves it, of letters, digits, hyphens and dots
   */
  void sendCsv(Context context, String file) {
    send(context);
    context.contentType("text/csv; charset=utf-8; header=present");
    context.header(Header.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
  }
}
