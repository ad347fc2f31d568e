package io.syncpulse.demo;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/**
 * A real Postgres server in a process of its own, which listens on 127.0.0.1 and keeps its data in
 * a temporary directory until {@link #close()}. Whoever starts it closes it, also when the JVM is
 * told to end.
 *
 * <p>It has the database {@code syncpulse}, owned by the user {@code syncpulse} with the password
 * {@code syncpulse}, who may create databases and roles, and replicate. As root the server runs in
 * a user namespace, for Postgres refuses to run as root.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** Name of the database, of its owner and the owner's password. */
  public static final String SYNCPULSE = "syncpulse";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final int port;
  private final Map<String, String> settings;
  private final Path directory;
  private io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

  private EmbeddedPostgres(int port, Map<String, String> settings, Path directory) {
    this.port = port;
    this.settings = settings;
    this.directory = directory;
  }

  /**
   * Starts an empty server.
   *
   * @throws IOException when it does not start; nothing is left behind then
   */
  public static EmbeddedPostgres start(int port) throws IOException {
    return start(port, Map.of());
  }

  /**
   * Starts an empty server with settings of its own, by the names of {@code postgresql.conf}.
   *
   * @throws IOException when it does not start; nothing is left behind then
   */
  public static EmbeddedPostgres start(int port, Map<String, String> settings) throws IOException {
    EmbeddedPostgres postgres =
        new EmbeddedPostgres(port, settings, Files.createTempDirectory("syncpulse-postgres-"));
    try {
      postgres.start();
      postgres.createOwner();
      return postgres;
    } catch (Throwable e) {
      postgres.close();
      throw e;
    }
  }

  /** Starts the stopped server again on its port, with its data; a running one stays as it is. */
  public synchronized void start() throws IOException {
    if (server != null) {
      return;
    }
    try {
      var builder =
          io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data())
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START_LIMIT)
              .setLocaleConfig("locale", "C")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "");
      settings.forEach(builder::setServerConfig);
      server = builder.start();
    } catch (IllegalStateException e) {
      throw new IOException(whyNot(), e);
    }
  }

  private String whyNot() {
    if ("root".equals(System.getProperty("user.name")) && !LinuxUtils.isUnshareAvailable()) {
      return "Postgres does not run as root, and this system does not let 'unshare -U' hide root"
          + " from it: run as another user.";
    }
    return "Postgres does not start on port " + port + " with its data in " + directory + ".";
  }

  private void createOwner() throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE syncpulse LOGIN CREATEDB CREATEROLE REPLICATION PASSWORD 'syncpulse'");
      statement.execute("CREATE DATABASE syncpulse OWNER syncpulse");
    } catch (SQLException e) {
      throw new IOException("Postgres does not take its first user and database", e);
    }
  }

  /** Stops the server and keeps its data: clients are disconnected, what they committed stays. */
  public synchronized void stop() {
    if (server == null) {
      return;
    }
    List<ProcessHandle> postmaster = postmaster();
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException("Postgres does not stop", e);
    } finally {
      server = null;
      postmaster.forEach(EmbeddedPostgres::end);
    }
  }

  private List<ProcessHandle> postmaster() {
    try (var lines = Files.lines(data().resolve("postmaster.pid"))) {
      return lines
          .limit(1)
          .map(Long::valueOf)
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static void end(ProcessHandle process) {
    try {
      process.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The port of 127.0.0.1, the same over restarts. */
  public int port() {
    return port;
  }

  /** JDBC URL of a database of this server. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private Path data() {
    return directory.resolve("data");
  }

  /** Stops the server and removes its data. */
  @Override
  public void close() throws IOException {
    stop();
    Utils.delete(directory.toFile());
  }
}
