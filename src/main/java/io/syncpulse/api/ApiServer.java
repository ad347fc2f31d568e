package io.syncpulse.api;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.config.JavalinConfig;
import io.syncpulse.http.HttpServer;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The HTTP server: job history, metrics, their documentation, and health.
 *
 * <p>Starts without the database too and says at {@code /health/ready} what it misses: in an outage
 * the order in which things come back must not matter.
 */
public final class ApiServer implements AutoCloseable {

  /** How long a query may run before the request is answered with 503. */
  static final Duration QUERY_TIMEOUT = Duration.ofSeconds(10);

  /** A page of a hundred jobs or two: goes out in one piece, with its length. */
  private static final int OUTPUT_BUFFER_BYTES = 128 * 1024;

  /** Javalin copies answers through a new buffer of this size for each request. */
  private static final int COPY_BUFFER_BYTES = 16 * 1024;

  private final HikariDataSource database;
  private final HttpServer server;

  private ApiServer(HikariDataSource database, HttpServer server) {
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
      HttpServer server =
          HttpServer.start(
              settings.host(),
              settings.port(),
              config -> {
                sizeBuffers(config);
                Routes.register(
                    config.routes, gate, database, clock, capacities, new Documentation());
              });
      return new ApiServer(database, server);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static void sizeBuffers(JavalinConfig config) {
    config.http.responseBufferSize = COPY_BUFFER_BYTES;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setOutputBufferSize(OUTPUT_BUFFER_BYTES);
          http.setOutputAggregationSize(OUTPUT_BUFFER_BYTES);
        });
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Takes no new requests, lets the running ones finish (for a bounded time), and disconnects. */
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      database.close();
    }
  }
}
