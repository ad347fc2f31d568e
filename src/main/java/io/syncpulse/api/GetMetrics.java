package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** Get Metrics: how the jobs of a source connection went, over a window of time. */
final class GetMetrics implements Handler {

  private final MetricsReader metrics;

  GetMetrics(MetricsReader metrics) {
    this.metrics = metrics;
  }

  @Override
  public void handle(Context context) {
    MetricsQuery query =
        MetricsQuery.parse(
            context.pathParam("source_connection_id"), QueryString.parse(context.queryString()));
    metrics
        .newest(Gate.key(context).organizationId(), query)
        .orElseThrow(ConnectionNotFound::new)
        .send(context);
  }
}
