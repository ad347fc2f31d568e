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
    MediaType type = MediaType.of(context);
    MetricsHistoryQuery query =
        MetricsHistoryQuery.parse(
            context.pathParam("source_connection_id"), QueryString.parse(context.queryString()));
    Page page =
        metrics
            .history(Gate.key(context).organizationId(), query, MetricsList.of(type))
            .orElseThrow(ConnectionNotFound::new);
    switch (type) {
      case JSON -> page.send(context);
      case CSV -> page.sendCsv(context, fileName(query));
    }
  }

  private static String fileName(MetricsHistoryQuery query) {
    return "metrics-" + query.window().text() + "-" + query.connection() + ".csv";
  }
}
