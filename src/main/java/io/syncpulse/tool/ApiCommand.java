package io.syncpulse.tool;

import io.syncpulse.api.ApiServer;
import io.syncpulse.api.ApiSettings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "api", description = "Serve job history over HTTP until stopped.")
final class ApiCommand implements Runnable {

  private static final String HOST = "127.0.0.1";
  private static final String PORT = "8080";
  private static final String POOL = "10";

  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;

  @Option(
      names = "--api-host",
      paramLabel = "ADDRESS",
      defaultValue = HOST,
      description = "Address to listen on (default: " + HOST + "; 0.0.0.0 for every one).")
  private String host;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      defaultValue = PORT,
      description = "Port to listen on (default: " + PORT + "; 0 for a free one).")
  private int port;

  @Option(
      names = "--api-pool-size",
      paramLabel = "N",
      defaultValue = POOL,
      description = "Connections to Postgres (default: " + POOL + ").")
  private int poolSize;

  @Override
  public void run() {
    ApiSettings settings = settings();
    Database database = options.database();
    ApiServer server = start(settings);
    Serving.untilStopped(() -> announce(server, database), server::close);
  }

  private void announce(ApiServer server, Database database) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("serving on http://" + host + ":" + server.port());
    out.flush();
    warnWhenNotReady(database);
  }

  private ApiSettings settings() {
    try {
      return new ApiSettings(host, port, options.url, options.user, options.password, poolSize);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private ApiServer start(ApiSettings settings) {
    try {
      return ApiServer.start(settings);
    } catch (IllegalStateException taken) {
      throw new ToolException(taken.getMessage() + " (--api-port, SYNCPULSE_API_PORT)", taken);
    }
  }

  /** The endpoint outlives an outage of the database, so it starts in one too, but says so. */
  private void warnWhenNotReady(Database database) {
    try {
      Migrations.requireCurrent(database);
    } catch (ToolException notReady) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("syncpulse: not ready yet: " + notReady.getMessage());
      err.flush();
    }
  }
}
