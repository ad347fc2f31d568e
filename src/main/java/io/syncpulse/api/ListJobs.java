package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** List Sync Jobs: the job history of a source connection, newest first. */
final class ListJobs implements Handler {

  private final JobHistoryReader history;

  ListJobs(JobHistoryReader history) {
    this.history = history;
  }

  @Override
  public void handle(Context context) {
    MediaType type = MediaType.of(context);
    JobQuery query =
        JobQuery.parse(
            context.pathParam("source_connection_id"), QueryString.parse(context.queryString()));
    JobPage page =
        history
            .read(Gate.key(context).organizationId(), query)
            .orElseThrow(ConnectionNotFound::new);
    String next = page.next() == null ? null : query.pageAfter(page.next());
    switch (type) {
      case JSON ->
          new Page(JobWriter.write(page.jobs(), query.withCreatedAt()), next).send(context);
      case CSV ->
          new Page(JobCsv.write(page.jobs(), query.withCreatedAt()), next)
              .sendCsv(context, "jobs-" + query.connection() + ".csv");
    }
  }
}
