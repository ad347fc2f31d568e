package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** List Metrics: the metrics of a source connection over time, oldest first. */
final class ListMetrics implements Handler {

  private final MetricsReader metrics;

  ListMetrics(MetricsReader metrics) {
    this.metrics = metrics;
  }

  @Override
  public void handle(Context context) {
    MetricsHistoryQuery query =
        MetricsHistoryQuery.parse(
            context.pathParam("source_connection_id"), QueryString.parse(context.queryString()));
    metrics
        .history(Gate.key(context).organizationId(), query)
        .orElseThrow(ConnectionNotFound::new)
        .send(context);
  }
}
