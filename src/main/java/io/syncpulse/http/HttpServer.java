package io.syncpulse.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all servers of this program have in common, whatever they serve. */
public final class HttpServer implements AutoCloseable {

  /** How long requests that are running when the server stops get to finish. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private final Javalin server;

  private HttpServer(Javalin server) {
    this.server = server;
  }

  /**
   * Starts a server and returns when it listens.
   *
   * @param host the address to listen on
   * @param port 0 to 65535; 0 takes a free one
   * @param own what this server has and others have not: its routes first of all
   * @throws IllegalStateException when the port cannot be taken; the message names it
   */
  public static HttpServer start(String host, int port, Consumer<JavalinConfig> own) {
    Javalin server =
        Javalin.create(
            config -> {
              configure(config);
              own.accept(config);
            });
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new IllegalStateException(
          "Port "
              + port
              + " of "
              + host
              + " cannot be taken, another process may have it: choose another port.",
          e);
    }
    LOG.info("Listening on http://{}:{}", host, server.port());
    return new HttpServer(server);
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.router.javaLangErrorHandler(Errors::fatal);
    config.requestLogger.http(RequestLog::write);
    config.routes.before(HttpServer::prepare);
    Errors.register(config.routes);
    config.jetty.modifyServer(
        jetty -> {
          jetty.setStopTimeout(STOP_TIMEOUT.toMillis());
          jetty.insertHandler(new GracefulHandler());
          jetty.setErrorHandler(new ConnectorErrors());
          jetty.addBean(new SlowHeaders(jetty));
        });
    config.jetty.modifyServletContextHandler(
        servlets -> servlets.setErrorHandler(new ConnectorErrors()));
  }

  private static void prepare(Context context) {
    SafeHeaders.ALL.forEach(context::header);
    context.header(RequestId.HEADER, RequestId.of(context.header(RequestId.HEADER)));
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Takes no new requests, and lets the running ones finish (for a bounded time). */
  @Override
  public void close() {
    server.stop();
  }
}
