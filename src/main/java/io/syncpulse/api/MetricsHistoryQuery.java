package io.syncpulse.api;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What one request asks of the metrics of a connection over time.
 *
 * @param connection whose metrics
 * @param window over what time each of them is
 * @param from first those that were valid at this moment, in UTC; null to begin with the oldest
 * @param to only those as of earlier than this moment, in UTC; null for no bound
 * @param limit most metrics to return, 1 to 1000
 */
record MetricsHistoryQuery(
    UUID connection, Window window, OffsetDateTime from, OffsetDateTime to, int limit) {

  /**
   * Reads and checks a request. Parameters that are not known are ignored.
   *
   * @throws InvalidRequestException with all that is wrong
   */
  static MetricsHistoryQuery parse(String connection, QueryString query) {
    Parameters parameters = new Parameters(query);
    MetricsHistoryQuery parsed =
        new MetricsHistoryQuery(
            parameters.pathUuid("source_connection_id", connection),
            parameters.window(),
            parameters.dateTime("from"),
            parameters.dateTime("to"),
            parameters.limit());
    parameters.requireOrder("from", parsed.from, "to", parsed.to);
    parameters.check();
    return parsed;
  }

  /** The address of the page that begins with the metrics as of this moment. */
  String pageFrom(OffsetDateTime asOf) {
    return new Address("/source-connections/" + connection + "/metrics/history")
        .with("window", window.text())
        .with("limit", limit)
        .with("from", asOf)
        .with("to", to)
        .toString();
  }
}
