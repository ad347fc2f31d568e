package io.syncpulse.api;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;

/**
 * An answer with status 200.
 *
 * @param body in JSON, or where that was asked for in CSV
 * @param next the address of the page that follows; null when none does
 */
record Page(byte[] body, String next) {

  /** As JSON. */
  void send(Context context) {
    if (next != null) {
      context.header("Link", "<" + next + ">; rel=\"next\"");
    }
    context.contentType(ContentType.APPLICATION_JSON).result(body);
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
