package io.syncpulse.http;

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
public final class Errors {

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
        Exception.class,
        (e, context) -> {
          log(context, "A request failed", e);
          internal(context);
        });
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
    context.header(Header.ALLOW, String.join(", ", e.getDetails().values()));
    answer(context, e.getStatus(), "Method Not Allowed");
  }

  /** Logs a failure of the server under the id of the request that met it. */
  public static void log(Context context, String message, Exception causeOrNull) {
    LOG.atError()
        .addKeyValue("request_id", context.res().getHeader(RequestId.HEADER))
        .setCause(causeOrNull)
        .log(message);
  }

  /** Answers with 500, and tells nothing but the request's id. */
  public static void internal(Context context) {
    answer(context, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), INTERNAL);
  }

  /** Answers with 503, and asks to come again. */
  public static void unavailable(Context context, String detail) {
    context.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
    answer(context, HttpStatus.SERVICE_UNAVAILABLE.getCode(), detail);
  }

  /** Answers with a status and what is wrong. */
  public static void answer(Context context, int status, String detail) {
    answer(context, status, ErrorBody.of(detail));
  }

  /** The same with a body of {@link ErrorBody}. */
  public static void answer(Context context, int status, byte[] body) {
    context.status(status).contentType(ContentType.APPLICATION_JSON).result(body);
  }
}
