package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.time.InstantSource;
import java.util.UUID;

/** Get Capacity: how many jobs ran and waited over time, and how far workers were used. */
final class GetCapacity implements Handler {

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
    CapacityCache.Aged read =
        cache.get(
            new CapacityCache.Key(organization, query.from(), query.to(), query.sweepResolution()));
    context.header(Header.AGE, Long.toString(read.age().toSeconds()));
    new Page(CapacityJson.of(query, read.concurrency()), null).send(context);
  }
}
