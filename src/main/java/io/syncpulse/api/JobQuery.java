package io.syncpulse.api;

import io.syncpulse.event.JobStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;

/**
 * What one request asks of the job history of a connection.
 *
 * @param connection whose jobs
 * @param limit most jobs to return, 1 to 1000
 * @param statuses only jobs in one of these; empty for all
 * @param createdAfter only jobs created at this moment or later, in UTC; null for no bound
 * @param createdBefore only jobs created earlier than this moment, in UTC; null for no bound
 * @param cursor only jobs after this place; null for the first page
 */
record JobQuery(
    UUID connection,
    int limit,
    Set<JobStatus> statuses,
    OffsetDateTime createdAfter,
    OffsetDateTime createdBefore,
    Cursor cursor) {

  static final int SMALLEST_LIMIT = 1;
  static final int LARGEST_LIMIT = 1_000;
  static final int DEFAULT_LIMIT = 100;

  /**
   * Reads and checks a request. Parameters that are not known are ignored.
   *
   * @throws InvalidRequestException with all that is wrong
   */
  static JobQuery parse(String connection, QueryString query) {
    Parameters parameters = new Parameters(query);
    JobQuery parsed =
        new JobQuery(
            parameters.pathUuid("source_connection_id", connection),
            parameters.integer("limit", SMALLEST_LIMIT, LARGEST_LIMIT, DEFAULT_LIMIT),
            parameters.statuses("status"),
            parameters.dateTime("created_after"),
            parameters.dateTime("created_before"),
            parameters.custom(
                "cursor", Cursor::parse, "Value error, not a cursor of a previous page"));
    parameters.check();
    return parsed;
  }

  /**
   * The address, from the root of the server, of the page that follows a place. Built from what was
   * understood, so nothing else that the request carried gets into it.
   */
  String pageAfter(Cursor place) {
    StringBuilder address = new StringBuilder("/source-connections/").append(connection);
    address.append("/jobs?limit=").append(limit);
    for (JobStatus status : statuses) {
      address.append("&status=").append(status.wireName());
    }
    append(address, "created_after", createdAfter);
    append(address, "created_before", createdBefore);
    return address.append("&cursor=").append(place.text()).toString();
  }

  private static void append(StringBuilder address, String name, OffsetDateTime time) {
    if (time != null) {
      String text = URLEncoder.encode(time.toString(), StandardCharsets.UTF_8);
      address.append('&').append(name).append('=').append(text);
    }
  }
}
