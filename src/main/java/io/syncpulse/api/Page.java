package io.syncpulse.api;

import io.javalin.http.ContentType;
import io.javalin.http.Context;

/**
 * An answer with status 200.
 *
 * @param json its body
 * @param next the address of the page that follows; null when none does
 */
record Page(byte[] json, String next) {

  void send(Context context) {
    if (next != null) {
      context.header("Link", "<" + next + ">; rel=\"next\"");
    }
    context.contentType(ContentType.APPLICATION_JSON).result(json);
  }
}
