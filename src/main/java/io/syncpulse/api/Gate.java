package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import io.syncpulse.http.RequestLog;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;

/**
 * Stands before every route that needs a key: first who it is, then how often. What is wrong with
 * the request itself is for the route to say.
 */
final class Gate implements Handler {

  static final String KEY_HEADER = "x-api-key";

  private static final String KEY_ATTRIBUTE = "syncpulse.key";
  private static final long MILLIS_PER_SECOND = 1_000;

  private final KeyCache keys;
  private final RateLimiter limiter;
  private final InstantSource clock;

  Gate(KeyCache keys, RateLimiter limiter, InstantSource clock) {
    this.keys = keys;
    this.limiter = limiter;
    this.clock = clock;
  }

  /** The key of a request that has passed; null on a route that is open to all. */
  static ApiKey key(Context context) {
    return context.attribute(KEY_ATTRIBUTE);
  }

  @Override
  public void handle(Context context) {
    if (!context.routeRoles().contains(Access.API_KEY)) {
      return;
    }
    ApiKey key = authenticate(context);
    context.attribute(KEY_ATTRIBUTE, key);
    RequestLog.note(context, "key_id", key.id());
    Allowance allowance = limiter.request(key);
    announce(context, allowance);
    if (!allowance.granted()) {
      long seconds = allowance.retryAfterSeconds();
      context.header(Header.RETRY_AFTER, Long.toString(seconds));
      throw new HttpResponseException(
          HttpStatus.TOO_MANY_REQUESTS.getCode(),
          "Rate limit exceeded. Try again in " + seconds + " seconds.");
    }
  }

  private ApiKey authenticate(Context context) {
    List<String> tokens = Collections.list(context.req().getHeaders(KEY_HEADER));
    if (tokens.isEmpty() || tokens.stream().allMatch(String::isBlank)) {
      throw new UnauthorizedResponse("No valid authentication provided");
    }
    // A text that cannot be a token is refused before it costs a hash or a query.
    if (tokens.size() > 1 || !Token.isWellFormed(tokens.get(0))) {
      throw invalidKey();
    }
    return keys.find(tokens.get(0))
        .filter(key -> key.isValidAt(clock.instant()))
        .orElseThrow(Gate::invalidKey);
  }

  private static ForbiddenResponse invalidKey() {
    return new ForbiddenResponse("Invalid or expired API key");
  }

  private void announce(Context context, Allowance allowance) {
    long resetMillis = clock.millis() + allowance.reset().toMillis();
    long resetSeconds = -Math.floorDiv(-resetMillis, MILLIS_PER_SECOND);
    context.header("RateLimit-Limit", Integer.toString(allowance.limit()));
    context.header("RateLimit-Remaining", Integer.toString(allowance.remaining()));
    context.header("RateLimit-Reset", Long.toString(resetSeconds));
  }
}
