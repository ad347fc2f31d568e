package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** List Source Connections: those of the key's organization with their metrics, worst first. */
final class ListConnections implements Handler {

  private final ConnectionsReader connections;

  ListConnections(ConnectionsReader connections) {
    this.connections = connections;
  }

  @Override
  public void handle(Context context) {
    ConnectionsQuery query = ConnectionsQuery.parse(QueryString.parse(context.queryString()));
    connections.read(Gate.key(context).organizationId(), query).send(context);
  }
}
