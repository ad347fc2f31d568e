package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** Get Capacity: how many jobs ran and waited over time, and how far workers were used. */
final class GetCapacity implements Handler {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
    CapacityCache.Key wanted =
        new CapacityCache.Key(organization, query.from(), query.to(), query.sweepResolution());
    CapacityCache.Aged read = cache.get(wanted, PATIENCE).orElseThrow(() -> stillCounting(context));
    context.header(Header.AGE, Long.toString(read.age().toSeconds()));
    new Page(CapacityJson.of(query, read.concurrency()), null).send(context);
  }

  private static ServiceUnavailableResponse stillCounting(Context context) {
    context.header(Header.RETRY_AFTER, Long.toString(PATIENCE.toSeconds()));
    return new ServiceUnavailableResponse("Still counting jobs: try again in some seconds.");
  }
}
