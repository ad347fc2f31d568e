package io.syncpulse.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a request. Never the query nor a header: they may hold what is secret. */
final class RequestLog {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final int LONGEST_PATH = 200;

  private RequestLog() {}

  /**
   * @param path without the query
   * @param millis how long the answer took; may be a fraction
   * @param keyOrNull the key that was used, if the request got that far
   */
  static void write(
      String requestId, String method, String path, int status, float millis, ApiKey keyOrNull) {
    String shortPath = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    var line =
        LOG.atInfo()
            .addKeyValue("request_id", requestId)
            .addKeyValue("method", method)
            .addKeyValue("path", shortPath)
            .addKeyValue("status", status)
            .addKeyValue("ms", Math.round(millis * 10) / 10.0);
    if (keyOrNull != null) {
      line = line.addKeyValue("key_id", keyOrNull.id());
    }
    line.log("request");
  }
}
