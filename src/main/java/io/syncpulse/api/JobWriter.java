package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Writes jobs as JSON: every field of the contract, always, in its order. */
final class JobWriter {

  private static final int TYPICAL_JOB_BYTES = 480;

  private static final byte[] ID = bytes("{\"id\":");
  private static final byte[] CONNECTION = bytes(",\"source_connection_id\":");
  private static final byte[] STATUS = bytes(",\"status\":");
  private static final byte[] STARTED = bytes(",\"started_at\":");
  private static final byte[] COMPLETED = bytes(",\"completed_at\":");
  private static final byte[] DURATION = bytes(",\"duration_seconds\":");
  private static final byte[] INSERTED = bytes(",\"entities_inserted\":");
  private static final byte[] UPDATED = bytes(",\"entities_updated\":");
  private static final byte[] DELETED = bytes(",\"entities_deleted\":");
  private static final byte[] FAILED = bytes(",\"entities_failed\":");
  private static final byte[] ERROR = bytes(",\"error\":");
  private static final byte[] CATEGORY = bytes(",\"error_category\":");
  private static final byte[] DETAILS = bytes(",\"error_details\":");
  private static final byte[] CREATED = bytes(",\"created_at\":");
  private static final byte[] END = bytes("}");

  private JobWriter() {}

  /**
   * A JSON array of the jobs, each with the time of its creation for who asked for it.
   *
   * <p>Whole in memory, so that a slow client does not hold a database connection, and a failure in
   * the middle is not half an answer with status 200.
   */
  static byte[] write(List<Job> jobs, boolean withCreatedAt) {
    JsonBytes json = new JsonBytes(64 + jobs.size() * TYPICAL_JOB_BYTES);
    byte[] separator = bytes("[");
    for (Job job : jobs) {
      json.raw(separator);
      write(json, job, withCreatedAt);
      separator = bytes(",");
    }
    return json.raw(bytes(jobs.isEmpty() ? "[]" : "]")).toBytes();
  }

  /** One of them, where another document has a job in it. */
  static void write(JsonBytes json, Job job) {
    write(json, job, false);
  }

  private static void write(JsonBytes json, Job job, boolean withCreatedAt) {
    json.raw(ID).id(job.id());
    json.raw(CONNECTION).id(job.connection());
    json.raw(STATUS).text(job.status());
    json.raw(STARTED).time(job.startedAt());
    json.raw(COMPLETED).time(job.completedAt());
    json.raw(DURATION).number(job.durationSeconds());
    json.raw(INSERTED).number(job.inserted());
    json.raw(UPDATED).number(job.updated());
    json.raw(DELETED).number(job.deleted());
    json.raw(FAILED).number(job.failed());
    json.raw(ERROR).text(job.error());
    json.raw(CATEGORY).text(job.errorCategory());
    json.raw(DETAILS).json(job.errorDetails());
    if (withCreatedAt) {
      json.raw(CREATED).time(job.createdAt());
    }
    json.raw(END);
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(UTF_8);
  }
}
