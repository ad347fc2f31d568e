package io.syncpulse.api;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Get Capacity: how many jobs ran and waited over time, and how far workers were used.
 *
 * <p>Whoever is the first to ask for many days waits until they are read, or is told at once how
 * far that is, if they prefer it (RFC 7240).
 */
final class GetCapacity implements Handler {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What takes no longer than this need not be asked for twice. */
  private static final Duration PATIENCE_OF_WHO_PREFERS_AN_ANSWER = Duration.ofMillis(50);

  private static final String RETRY_AFTER_SECONDS = "1";
  private static final String RESPOND_ASYNC = "respond-async";
  private static final Pattern COMMA = Pattern.compile(",");

  private final CapacityCache cache;
  private final InstantSource clock;

  GetCapacity(CapacityCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public void handle(Context context) {
    CapacityQuery query =
        CapacityQuery.parse(QueryString.parse(context.queryString()), clock.instant());
    ApiKey key = Gate.key(context);
    if (!FigureScope.of(key).contains(query.scope())) {
      throw new ForbiddenResponse("This key may not read the platform");
    }
    UUID organization = query.scope() == FigureScope.PLATFORM ? null : key.organizationId();
    CapacityCache.Range range =
        new CapacityCache.Range(organization, query.from(), query.to(), query.sweepResolution());
    boolean atOnce = prefersAnswerAtOnce(context);
    CapacityCache.Answer answer =
        cache.get(range, atOnce ? PATIENCE_OF_WHO_PREFERS_AN_ANSWER : PATIENCE);
    if (answer instanceof CapacityCache.Aged read) {
      context.header(Header.AGE, Long.toString(read.age().toSeconds()));
      new Page(CapacityJson.of(query, read.concurrency()), null).send(context);
    } else if (answer instanceof CapacityCache.Unread unread) {
      stillCounting(context, unread, atOnce);
    }
  }

  private static boolean prefersAnswerAtOnce(Context context) {
    return Collections.list(context.req().getHeaders("Prefer")).stream()
        .flatMap(COMMA::splitAsStream)
        .anyMatch(preference -> preference.trim().equalsIgnoreCase(RESPOND_ASYNC));
  }

  private static void stillCounting(Context context, CapacityCache.Unread unread, boolean atOnce) {
    context.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
    if (!atOnce) {
      throw new ServiceUnavailableResponse(words(unread) + " Try again in a second.");
    }
    JsonBytes json = new JsonBytes(100).beginObject().field("detail").text(words(unread));
    json.field("days").number(unread.days()).field("days_read").number(unread.daysRead());
    context.header("Preference-Applied", RESPOND_ASYNC);
    context.status(HttpStatus.ACCEPTED).contentType(ContentType.APPLICATION_JSON);
    context.result(json.endObject().toBytes());
  }

  private static String words(CapacityCache.Unread unread) {
    return "Counting jobs: " + unread.daysRead() + " of " + unread.days() + " days are read.";
  }
}
