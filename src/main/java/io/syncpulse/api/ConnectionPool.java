package io.syncpulse.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** The server's connections to Postgres: few, read-only, and every wait of theirs bounded. */
final class ConnectionPool {

  private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(3);
  private static final Duration VALIDATION = Duration.ofSeconds(2);

  private ConnectionPool() {}

  /** Opens the pool. Does not need the database to be there: it connects when it can. */
  static HikariDataSource open(ApiSettings settings, Duration statementTimeout) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("syncpulse-api");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.jdbcUser());
    config.setPassword(settings.jdbcPassword());
    config.setMaximumPoolSize(settings.poolSize());
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    // Left to find out by itself, the pool never connects again when its first connection breaks
    // in the middle of that (it then asks for the isolation level -1).
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(sessionSettings(statementTimeout));
    config.addDataSourceProperty("ApplicationName", "syncpulse-api");
    config.addDataSourceProperty("connectTimeout", WAIT_FOR_CONNECTION.toSeconds());
    // The statement timeout is the server's; this one is for a server that is gone without a word.
    config.addDataSourceProperty("socketTimeout", statementTimeout.plusSeconds(5).toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    return new HikariDataSource(config);
  }

  /**
   * Read-only, bounded in time, and without sorts: on tables that were not analyzed yet the planner
   * would rather read and sort all jobs of a connection than walk along the index. Nor are plans
   * compiled: that takes longer than any of these queries, and a sort that cannot be avoided counts
   * as dear enough for it. Nor does a query take more than one core: to start workers takes longer
   * than to rank a hundred thousand connections, and the others wait meanwhile.
   */
  static String sessionSettings(Duration statementTimeout) {
    return "SET statement_timeout = "
        + statementTimeout.toMillis()
        + "; SET default_transaction_read_only = on; SET enable_sort = off; SET jit = off"
        + "; SET max_parallel_workers_per_gather = 0";
  }
}
