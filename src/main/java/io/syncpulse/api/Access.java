package io.syncpulse.api;

import io.javalin.security.RouteRole;

/** Who may use a route. */
enum Access implements RouteRole {
  /** Anybody, without a key and without a limit. */
  OPEN,
  /** Who brings a valid key, within its rate limit. */
  API_KEY
}
