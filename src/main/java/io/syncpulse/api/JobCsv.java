package io.syncpulse.api;

import java.util.List;

/** Writes jobs as CSV: the fields of the contract, under their names and in their order. */
final class JobCsv {

  private static final List<String> HEADER =
      List.of(
          "id",
          "source_connection_id",
          "status",
          "started_at",
          "completed_at",
          "duration_seconds",
          "entities_inserted",
          "entities_updated",
          "entities_deleted",
          "entities_failed",
          "error",
          "error_category",
          "error_details");

  private JobCsv() {}

  static byte[] write(List<Job> jobs) {
    CsvRows csv = new CsvRows().header(HEADER);
    for (Job job : jobs) {
      csv.id(job.id()).id(job.connection()).text(job.status());
      csv.time(job.startedAt()).time(job.completedAt()).number(job.durationSeconds());
      csv.number(job.inserted()).number(job.updated()).number(job.deleted()).number(job.failed());
      csv.text(job.error()).text(job.errorCategory()).text(job.errorDetails()).endRow();
    }
    return csv.toBytes();
  }
}
