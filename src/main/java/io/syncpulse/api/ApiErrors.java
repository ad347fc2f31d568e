package io.syncpulse.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.syncpulse.http.ErrorBody;
import io.syncpulse.http.Errors;

/** What can go wrong in this server alone: bad parameters, and the database. */
final class ApiErrors {

  private ApiErrors() {}

  static void register(RoutesConfig routes) {
    routes.exception(
        InvalidRequestException.class,
        (e, context) ->
            Errors.answer(
                context, HttpStatus.UNPROCESSABLE_CONTENT.getCode(), ErrorBody.of(e.problems())));
    routes.exception(DatabaseException.class, ApiErrors::database);
  }

  private static void database(DatabaseException e, Context context) {
    boolean unexpected = e.kind() == DatabaseException.Kind.FAILED;
    Errors.log(context, e.getMessage(), unexpected ? e : null);
    if (unexpected) {
      Errors.internal(context);
    } else {
      Errors.unavailable(context, e.getMessage());
    }
  }
}
