package io.syncpulse.api;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;

/** List Sync Jobs: the job history of a source connection, newest first. */
final class ListJobs implements Handler {

  private final JobHistoryReader history;

  ListJobs(JobHistoryReader history) {
    this.history = history;
  }

  @Override
  public void handle(Context context) {
    JobQuery query =
        JobQuery.parse(
            context.pathParam("source_connection_id"), QueryString.parse(context.queryString()));
    JobPage page =
        history
            .read(Gate.key(context).organizationId(), query)
            .orElseThrow(() -> new NotFoundResponse("Source connection not found"));
    if (page.next() != null) {
      context.header("Link", "<" + query.pageAfter(page.next()) + ">; rel=\"next\"");
    }
    context.contentType(ContentType.APPLICATION_JSON).result(JobWriter.write(page.jobs()));
  }
}
