package io.syncpulse.demo;

import java.util.List;

/**
 * Why a simulated job failed.
 *
 * @param message for people
 * @param category of credentials that do not work; null for all else
 * @param details a JSON object; null when there are none
 */
record Mishap(String message, String category, String details) {

  private static final List<Mishap> WHILE_RUNNING =
      List.of(
          plain("Source API timed out after 30s while listing pages"),
          plain("502 Bad Gateway from upstream source API"),
          plain("Connection reset by peer during cursor fetch"),
          plain("Embedding service unavailable: 503 Service Unavailable"),
          plain("Destination rejected batch: vector dimension mismatch (expected 1536, got 768)"),
          plain("Worker lost heartbeat for 15 minutes; job marked as stuck"),
          plain("KeyError: 'last_edited_time' in block children response"),
          plain("Unexpected HTML in JSON response: <html><body>Sign in</body></html>"),
          new Mishap(
              "Rate limit exceeded: 429 Too Many Requests, retries exhausted after 5 attempts",
              null,
              "{\"http_status\":429,\"attempts\":5,\"retry_after_seconds\":60}"),
          new Mishap(
              "File too large to process: \"Q3 böard deck – final (2).pdf\" exceeds 200 MB",
              null,
              "{\"file_bytes\":241172480,\"limit_bytes\":209715200}"));

  private static final List<Mishap> BEFORE_RUNNING =
      List.of(
          new Mishap(
              "Token refresh failed: invalid_grant (Token has been expired or revoked)",
              "oauth_credentials_expired",
              "{\"oauth_error\":\"invalid_grant\"}"),
          new Mishap(
              "401 Unauthorized: the API key was rejected by the source", "api_key_invalid", null),
          new Mishap(
              "Auth provider no longer has a connected account for this integration",
              "auth_provider_account_gone",
              null),
          new Mishap(
              "Auth provider rejected its own credentials",
              "auth_provider_credentials_invalid",
              null));

  private static Mishap plain(String message) {
    return new Mishap(message, null, null);
  }

  static Mishap whileRunning(Dice dice) {
    return dice.oneOf(WHILE_RUNNING);
  }

  /** The same each time for a connection: credentials do not mend themselves. */
  static Mishap beforeRunning(SimulatedConnection connection) {
    return BEFORE_RUNNING.get(Math.floorMod(connection.seed(), BEFORE_RUNNING.size()));
  }
}
