package io.syncpulse.http;

import java.util.Map;

/**
 * Headers of every answer: nothing is cached, framed, sniffed, or loaded from elsewhere. What may
 * be kept says so itself.
 */
final class SafeHeaders {

  static final Map<String, String> ALL =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer");

  private SafeHeaders() {}
}
