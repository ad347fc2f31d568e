package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** Get Overview: how the organization does, and the platform for who may read it. */
final class GetOverview implements Handler {

  private final OverviewReader overviews;

  GetOverview(OverviewReader overviews) {
    this.overviews = overviews;
  }

  @Override
  public void handle(Context context) {
    Parameters parameters = new Parameters(QueryString.parse(context.queryString()));
    Window window = parameters.window();
    parameters.check();
    overviews.read(Gate.key(context), window).send(context);
  }
}
