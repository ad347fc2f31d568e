package io.syncpulse.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong in a route into an answer: a status and a {@code detail} in JSON. */
final class Errors {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  private static final String INTERNAL = "Internal Server Error";
  private static final String RETRY_AFTER_SECONDS = "5";

  private Errors() {}

  static void register(RoutesConfig routes) {
    routes.exception(
        EndpointNotFound.class, (e, context) -> answer(context, e.getStatus(), "Not Found"));
    routes.exception(MethodNotAllowedResponse.class, Errors::methodNotAllowed);
    routes.exception(
        HttpResponseException.class,
        (e, context) -> answer(context, e.getStatus(), e.getMessage()));
    routes.exception(
        InvalidRequestException.class,
        (e, context) ->
            answer(
                context, HttpStatus.UNPROCESSABLE_CONTENT.getCode(), ErrorBody.of(e.problems())));
    routes.exception(DatabaseException.class, Errors::database);
    routes.exception(Exception.class, Errors::unexpected);
  }

  /** For what is not even an exception, such as a stack overflow. */
  static void fatal(HttpServletResponse response, Error error) {
    LOG.error("A request failed", error);
    response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
    response.setContentType(ContentType.JSON);
    try {
      response.getOutputStream().write(ErrorBody.of(INTERNAL));
    } catch (IOException clientIsGone) {
      LOG.debug("The answer could not be sent", clientIsGone);
    }
  }

  private static void methodNotAllowed(MethodNotAllowedResponse e, Context context) {
    context.header(Header.ALLOW, "GET, HEAD");
    answer(context, e.getStatus(), "Method Not Allowed");
  }

  private static void database(DatabaseException e, Context context) {
    LOG.atError()
        .addKeyValue("request_id", context.res().getHeader(RequestId.HEADER))
        .setCause(e.kind() == DatabaseException.Kind.FAILED ? e : null)
        .log(e.getMessage());
    if (e.kind() == DatabaseException.Kind.FAILED) {
      answer(context, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), INTERNAL);
      return;
    }
    context.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
    answer(context, HttpStatus.SERVICE_UNAVAILABLE.getCode(), e.getMessage());
  }

  private static void unexpected(Exception e, Context context) {
    LOG.atError()
        .addKeyValue("request_id", context.res().getHeader(RequestId.HEADER))
        .setCause(e)
        .log("A request failed");
    answer(context, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), INTERNAL);
  }

  private static void answer(Context context, int status, String detail) {
    answer(context, status, ErrorBody.of(detail));
  }

  private static void answer(Context context, int status, byte[] body) {
    context.status(status).contentType(ContentType.APPLICATION_JSON).result(body);
  }
}
