package io.syncpulse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.demo.DemoSettings.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo as users do: in a process of its own, which a signal ends. */
class DemoIT {

  private static final Pattern TO_TRY =
      Pattern.compile("curl -s -H 'x-api-key: ([^']+)' '(http://127.0.0.1:[^']+)'");

  @TempDir Path directory;

  @Test
  void servesTheJobsOfTheSimulatedPlatformAndLeavesNothingBehind() throws Exception {
    Process demo = demo(freePorts());
    List<ProcessHandle> children;
    try {
      Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> said().contains("is up"));
      List<HttpRequest> toTry = TO_TRY.matcher(said()).results().map(DemoIT::request).toList();
      assertThat(toTry).hasSize(3);
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () -> {
                assertThat(get(toTry.get(0)))
                    .contains("\"source_connection_id\"", "\"entities_inserted\"");
                assertThat(get(toTry.get(1))).contains("\"window\":\"24h\"", "\"success_rate\"");
                assertThat(get(toTry.get(2))).contains("\"source_type\"", "\"metrics\":{");
              });
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> said().contains("events of the last 3 days are in Kafka"));
      children = postgres();
      assertThat(children).isNotEmpty();
    } finally {
      demo.destroy();
    }

    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said()).doesNotContain("Exception", "WARN", "ERROR");
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    try (Stream<Path> left = Files.list(temporary())) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .allMatch(name -> name.startsWith("hsperfdata"));
    }
  }

  @Test
  void saysWhichPortIsTakenAndWhichVariableMovesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Map<String, String> ports = freePorts();
      ports.put("SYNCPULSE_KAFKA_PORT", Integer.toString(taken.getLocalPort()));

      Process demo = demo(ports);

      assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).isEqualTo(1);
      assertThat(said().strip())
          .isEqualTo(
              "Port %s, for Kafka, is taken: stop what uses it, or set SYNCPULSE_KAFKA_PORT to a free port."
                  .formatted(taken.getLocalPort()));
    }
  }

  private Process demo(Map<String, String> environment) throws IOException {
    Files.createDirectory(temporary());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : List.of("lang", "util", "time", "util.concurrent")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-Xmx2g",
            "-Djava.io.tmpdir=" + temporary(),
            // Postgres' programs are unpacked once for all.
            "-Dot.epg.working-dir=" + Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg"),
            "-Dlogback.configurationFile=logback-demo.xml",
            "-classpath",
            System.getProperty("java.class.path"),
            "io.syncpulse.demo.Demo"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(output().toFile()).start();
  }

  private static Map<String, String> freePorts() {
    Map<String, String> ports = new TreeMap<>();
    for (Server server : Server.values()) {
      ports.put(server.variable, Integer.toString(Ports.free()));
    }
    return ports;
  }

  private Path temporary() {
    return directory.resolve("temporary");
  }

  private Path output() {
    return directory.resolve("output");
  }

  private String said() throws IOException {
    return Files.readString(output(), StandardCharsets.UTF_8);
  }

  /** Postgres lives on when its parent ends, so it is looked for where its data is. */
  private List<ProcessHandle> postgres() throws IOException {
    try (Stream<Path> files = Files.walk(temporary(), 3)) {
      return files
          .filter(file -> file.endsWith("postmaster.pid"))
          .flatMap(DemoIT::firstLine)
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
          .toList();
    }
  }

  private static Stream<String> firstLine(Path file) {
    try {
      return Files.readAllLines(file).stream().limit(1);
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static HttpRequest request(MatchResult curl) {
    return HttpRequest.newBuilder(URI.create(curl.group(2)))
        .header("x-api-key", curl.group(1))
        .build();
  }

  private static String get(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
