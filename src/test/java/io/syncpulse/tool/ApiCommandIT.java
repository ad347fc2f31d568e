package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.demo.Ports;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiCommandIT {

  private final PostgresService postgres = Services.postgres();
  private final int port = Ports.free();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicInteger exit = new AtomicInteger(-1);
  private final Thread api = new Thread(() -> exit.set(cli().run(out, err, "api")), "api");

  @AfterEach
  void stop() throws InterruptedException {
    api.interrupt();
    api.join();
    postgres.close();
  }

  @Test
  void servesUntilItIsStopped() throws Exception {
    cli().run("migrate");
    String token =
        cli()
            .run(
                "keys",
                "create",
                "--name",
                "n", //
                "--organization",
                "0b8bb2c5-4c3d-4f0e-9d53-0000000000ab")
            .out()
            .strip();

    api.start();
    Awaitility.await().until(() -> out.toString().contains("\n"));

    assertThat(out.toString().strip()).isEqualTo("serving on http://127.0.0.1:" + port);
    assertThat(status("/health/ready", token)).isEqualTo(200);
    assertThat(status("/source-connections/" + Events.connection(1) + "/jobs", token))
        .isEqualTo(404);
    api.interrupt();
    api.join();
    assertThat(exit).hasValue(0);
    assertThat(err.toString()).isEmpty();
    assertThat(Ports.isFree(port)).isTrue();
  }

  @Test
  void servesWithoutItsTablesButSaysSo() throws Exception {
    api.start();
    Awaitility.await().until(() -> err.toString().contains("\n"));

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("syncpulse: not ready yet: ")
        .contains("run 'syncpulse migrate' first");
    assertThat(status("/health/live", "")).isEqualTo(200);
    assertThat(status("/health/ready", "")).isEqualTo(503);
  }

  @Test
  void namesAPortThatIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Cli.Result result = cli().run("api", "--api-port", "" + other.getLocalPort());

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.errLines())
          .singleElement()
          .asString()
          .contains("" + other.getLocalPort(), "127.0.0.1", "--api-port", "SYNCPULSE_API_PORT");
    }
  }

  private int status(String path, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("x-api-key", token)
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private Cli cli() {
    return new Cli()
        .with("SYNCPULSE_JDBC_URL", postgres.jdbcUrl())
        .with("SYNCPULSE_JDBC_USER", postgres.user())
        .with("SYNCPULSE_JDBC_PASSWORD", postgres.password())
        .with("SYNCPULSE_API_PORT", "" + port);
  }
}
