package io.syncpulse.api;

import io.syncpulse.event.JobStatus;
import java.time.OffsetDateTime;
import java.util.Map;
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
 * @param withCreatedAt whether each job also says when it was created
 */
record JobQuery(
    UUID connection,
    int limit,
    Set<JobStatus> statuses,
    OffsetDateTime createdAfter,
    OffsetDateTime createdBefore,
    Cursor cursor,
    boolean withCreatedAt) {

  private static final String CREATED_AT = "created_at";
  private static final Map<String, JobStatus> STATUSES =
      Parameters.byName(JobStatus.values(), JobStatus::wireName);

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
            parameters.limit(),
            parameters.choices("status", JobStatus.class, STATUSES),
            parameters.dateTime("created_after"),
            parameters.dateTime("created_before"),
            parameters.cursor(Cursor::parse),
            parameters.choice("include", Map.of(CREATED_AT, true), false));
    parameters.check();
    return parsed;
  }

  /** The address of the page that follows a place. */
  String pageAfter(Cursor place) {
    Address address = new Address("/source-connections/" + connection + "/jobs");
    address.with("limit", limit);
    statuses.forEach(status -> address.with("status", status.wireName()));
    return address
        .with("created_after", createdAfter)
        .with("created_before", createdBefore)
        .with("include", withCreatedAt ? CREATED_AT : null)
        .with("cursor", place.text())
        .toString();
  }
}
