package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.UUID;

/** Get Source Connection: what is known of it, its last job, and how many run now. */
final class GetConnection implements Handler {

  private final ConnectionReader connections;

  GetConnection(ConnectionReader connections) {
    this.connections = connections;
  }

  @Override
  public void handle(Context context) {
    Parameters parameters = new Parameters(QueryString.parse(context.queryString()));
    String name = "source_connection_id";
    UUID connection = parameters.pathUuid(name, context.pathParam(name));
    parameters.check();
    connections
        .read(Gate.key(context).organizationId(), connection)
        .orElseThrow(ConnectionNotFound::new)
        .send(context);
  }
}
