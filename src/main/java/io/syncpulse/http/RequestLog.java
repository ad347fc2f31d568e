package io.syncpulse.http;

import io.javalin.http.Context;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a request. Never the query nor a header: they may hold what is secret. */
public final class RequestLog {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final int LONGEST_PATH = 200;
  private static final String NOTE = "syncpulse.note";

  private RequestLog() {}

  /**
   * Adds to the request's line who or what it was about. One note a request: the last counts.
   *
   * @param value not secret, and no longer unchecked
   */
  public static void note(Context context, String name, Object value) {
    context.attribute(NOTE, Map.entry(name, value));
  }

  /**
   * Writes the line of a request that a route, or none, has answered.
   *
   * @param millis how long the answer took; may be a fraction
   */
  static void write(Context context, float millis) {
    write(
        context.res().getHeader(RequestId.HEADER),
        context.req().getMethod(),
        context.path(),
        context.statusCode(),
        millis,
        context.attribute(NOTE));
  }

  /**
   * @param path without the query
   * @param millis how long the answer took; may be a fraction
   * @param noteOrNull what else is known of the request
   */
  static void write(
      String requestId,
      String method,
      String path,
      int status,
      float millis,
      Map.Entry<String, Object> noteOrNull) {
    String shortPath = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    var line =
        LOG.atInfo()
            .addKeyValue("request_id", requestId)
            .addKeyValue("method", method)
            .addKeyValue("path", shortPath)
            .addKeyValue("status", status)
            .addKeyValue("ms", Math.round(millis * 10) / 10.0);
    if (noteOrNull != null) {
      line = line.addKeyValue(noteOrNull.getKey(), noteOrNull.getValue());
    }
    line.log("request");
  }
}
