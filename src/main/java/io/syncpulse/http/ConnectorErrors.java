package io.syncpulse.http;

import io.javalin.http.ContentType;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that Jetty refuses before any route sees them (address or headers too long, not
 * HTTP, server stopping) in the same form as all other errors.
 */
final class ConnectorErrors implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    String requestId = RequestId.of(request.getHeaders().get(RequestId.HEADER));
    SafeHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put(RequestId.HEADER, requestId);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ContentType.JSON);
    String path = request.getHttpURI().getPath();
    RequestLog.write(requestId, request.getMethod(), path == null ? "" : path, status, 0, null);
    byte[] body = ErrorBody.of(HttpStatus.getMessage(status));
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
