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
 * @param json its body
 * @param next the address of the page that follows; null when none does
 * @param etag names its state
 */
record Page(byte[] json, String next, ETag etag) {

  /**
   * A browser may keep it, which makes polling cheap, but has to ask each time whether it still
   * holds: so a key that was revoked reads nothing any more. Nobody between may keep it.
   */
  static final String CACHE_CONTROL = "private, no-cache";

  /** An answer whose state is all that it says. */
  Page(byte[] json, String next) {
    this(json, next, ETag.of(json, next == null ? new byte[0] : next.getBytes(UTF_8)));
  }

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
      context.result(json);
    }
  }
}
