package io.syncpulse.http;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name that ties a request to its log lines: the caller's own where it is harmless, else ours.
 */
public final class RequestId {

  /** The header that brings it, and that every answer carries. */
  public static final String HEADER = "x-request-id";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  static String of(String headerOrNull) {
    return headerOrNull != null && HARMLESS.matcher(headerOrNull).matches()
        ? headerOrNull
        : UUID.randomUUID().toString();
  }
}
