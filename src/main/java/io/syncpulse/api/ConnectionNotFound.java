package io.syncpulse.api;

import io.javalin.http.NotFoundResponse;

/** The organization of the key has no such source connection; another one may have it. */
final class ConnectionNotFound extends NotFoundResponse {

  ConnectionNotFound() {
    super("Source connection not found");
  }
}
