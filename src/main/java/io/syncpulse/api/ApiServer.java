package io.syncpulse.api;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: job history, metrics, their documentation, and health.
 *
 * <p>Starts without the database too and says at {@code /health/ready} what it misses: in an outage
 * the order in which things come back must not matter.
 */
public final class ApiServer implements AutoCloseable {

  /** How long a query may run before the request is answered with 503. */
  static final Duration QUERY_TIMEOUT = Duration.ofSeconds(10);

  /** How long requests that are running when the server stops get to finish. */
  static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  /** A page of a hundred jobs or two: goes out in one piece, with its length. */
  private static final int OUTPUT_BUFFER_BYTES = 128 * 1024;

  /** Javalin copies answers through a new buffer of this size for each request. */
  private static final int COPY_BUFFER_BYTES = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final HikariDataSource database;
  private final Javalin server;

  private ApiServer(HikariDataSource database, Javalin server) {
    this.database = database;
    this.server = server;
  }

  /**
   * Starts the server and returns when it listens.
   *
   * @throws IllegalStateException when the port cannot be taken; the message names it
   */
  public static ApiServer start(ApiSettings settings) {
    return start(settings, InstantSource.system(), Ticker.systemTicker(), QUERY_TIMEOUT);
  }

  /** With a clock for expiry and answers, and a ticker for windows and caches. */
  static ApiServer start(
      ApiSettings settings, InstantSource clock, Ticker ticker, Duration queryTimeout) {
    HikariDataSource database = ConnectionPool.open(settings, queryTimeout);
    try {
      Gate gate =
          new Gate(new KeyCache(new ApiKeys(database), ticker), new RateLimiter(ticker), clock);
      CapacityCache capacities = new CapacityCache(new ConcurrencyReader(database), ticker, clock);
      Javalin server =
          Javalin.create(
              config -> {
                configure(config);
                Routes.register(
                    config.routes, gate, database, clock, capacities, new Documentation());
              });
      server.start(settings.host(), settings.port());
      LOG.info("Listening on http://{}:{}", settings.host(), server.port());
      return new ApiServer(database, server);
    } catch (JavalinBindException e) {
      database.close();
      throw new IllegalStateException(
          "Port "
              + settings.port()
              + " of "
              + settings.host()
              + " cannot be taken, another process may have it: choose another port.",
          e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.responseBufferSize = COPY_BUFFER_BYTES;
    config.router.javaLangErrorHandler(Errors::fatal);
    config.requestLogger.http(ApiServer::log);
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setOutputBufferSize(OUTPUT_BUFFER_BYTES);
          http.setOutputAggregationSize(OUTPUT_BUFFER_BYTES);
        });
    config.jetty.modifyServer(
        jetty -> {
          jetty.setStopTimeout(STOP_TIMEOUT.toMillis());
          jetty.insertHandler(new GracefulHandler());
          jetty.setErrorHandler(new ConnectorErrors());
        });
    config.jetty.modifyServletContextHandler(
        servlets -> servlets.setErrorHandler(new ConnectorErrors()));
  }

  private static void log(Context context, float millis) {
    RequestLog.write(
        context.res().getHeader(RequestId.HEADER),
        context.req().getMethod(),
        context.path(),
        context.statusCode(),
        millis,
        Gate.key(context));
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Takes no new requests, lets the running ones finish (for a bounded time), and disconnects. */
  @Override
  public void close() {
    try {
      server.stop();
    } finally {
      database.close();
    }
  }
}
