package io.syncpulse.api;

import java.util.List;
import java.util.stream.Stream;

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

  private static final List<String> HEADER_WITH_CREATED_AT =
      Stream.concat(HEADER.stream(), Stream.of("created_at")).toList();

  private JobCsv() {}

  /** The jobs, each with the time of its creation for who asked for it. */
  static byte[] write(List<Job> jobs, boolean withCreatedAt) {
    CsvRows csv = new CsvRows().header(withCreatedAt ? HEADER_WITH_CREATED_AT : HEADER);
    for (Job job : jobs) {
      csv.id(job.id()).id(job.connection()).text(job.status());
      csv.time(job.startedAt()).time(job.completedAt()).number(job.durationSeconds());
      csv.number(job.inserted()).number(job.updated()).number(job.deleted()).number(job.failed());
      csv.text(job.error()).text(job.errorCategory()).text(job.errorDetails());
      if (withCreatedAt) {
        csv.time(job.createdAt());
      }
      csv.endRow();
    }
    return csv.toBytes();
  }
}
