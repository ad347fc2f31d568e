package io.syncpulse.api;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What one request asks of the metrics of a connection.
 *
 * @param connection whose metrics
 * @param window over what time
 * @param at as they stood at this moment, in UTC; null for the newest there are
 */
record MetricsQuery(UUID connection, Window window, OffsetDateTime at) {

  /**
   * Reads and checks a request. Parameters that are not known are ignored.
   *
   * @throws InvalidRequestException with all that is wrong
   */
  static MetricsQuery parse(String connection, QueryString query) {
    Parameters parameters = new Parameters(query);
    MetricsQuery parsed =
        new MetricsQuery(
            parameters.pathUuid("source_connection_id", connection),
            parameters.window(),
            parameters.dateTime("at"));
    parameters.check();
    return parsed;
  }
}
