package io.syncpulse.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncpulse.demo.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A standalone Flink cluster: a JobManager and a TaskManager in processes of their own, run from
 * {@code target/flink/lib}, which the build fills with what a Flink distribution holds. Listens on
 * 127.0.0.1 alone.
 */
public final class FlinkCluster implements AutoCloseable {

  private static final Path LIB = Path.of("target", "flink", "lib");
  private static final Duration UP_WITHIN = Duration.ofMinutes(3);
  private static final Duration SUBMITTED_WITHIN = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final URI rest;
  private final List<Process> processes = new ArrayList<>();

  private FlinkCluster(Path home, int restPort) {
    this.home = home;
    this.rest = URI.create("http://127.0.0.1:" + restPort);
  }

  /**
   * Starts a cluster and waits until it offers its slots.
   *
   * @param home an empty directory for its configuration, logs and checkpoints
   * @param settings added to Flink's configuration
   */
  public static FlinkCluster start(Path home, Map<String, String> settings) throws IOException {
    int restPort = Ports.free();
    FlinkCluster cluster = new FlinkCluster(home, restPort);
    try {
      cluster.configure(restPort, settings);
      cluster.startProcess(
          "jobmanager", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
      cluster.startProcess(
          "taskmanager", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
      cluster.awaitSlots();
    } catch (RuntimeException | IOException failure) {
      cluster.close();
      throw failure;
    }
    return cluster;
  }

  /**
   * Does what {@code flink run -d} does.
   *
   * @return what the command printed
   * @throws IllegalStateException if it failed; the message holds what it printed
   */
  public String run(Path jar, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(java("org.apache.flink.client.cli.CliFrontend", "client"));
    command.addAll(List.of("run", "-d", jar.toString()));
    command.addAll(List.of(arguments));
    Process client = process(command, "client");
    try {
      boolean ended = client.waitFor(SUBMITTED_WITHIN.toSeconds(), TimeUnit.SECONDS);
      String printed = log("client");
      if (!ended || client.exitValue() != 0) {
        throw new IllegalStateException("flink run failed:\n" + printed);
      }
      return printed;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while submitting", stopped);
    } finally {
      client.destroyForcibly();
    }
  }

  /** What Flink's REST interface answers to a path, such as {@code /jobs/overview}. */
  public JsonNode get(String path) throws IOException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(rest.resolve(path)).timeout(Duration.ofSeconds(10)).build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(path + ": " + response.statusCode() + " " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + path, stopped);
    }
  }

  /** What one of the processes wrote: {@code jobmanager}, {@code taskmanager} or {@code client}. */
  public String log(String process) throws IOException {
    Path file = home.resolve(process + ".log");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException stopped) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  private void configure(int restPort, Map<String, String> settings) throws IOException {
    StringBuilder yaml = new StringBuilder();
    String local = "127.0.0.1";
    Map<String, String> defaults =
        Map.ofEntries(
            Map.entry("jobmanager.rpc.address", local),
            Map.entry("jobmanager.bind-host", local),
            Map.entry("jobmanager.rpc.port", "" + Ports.free()),
            Map.entry("rest.address", local),
            Map.entry("rest.bind-address", local),
            Map.entry("rest.port", "" + restPort),
            Map.entry("taskmanager.host", local),
            Map.entry("taskmanager.bind-host", local),
            Map.entry("taskmanager.numberOfTaskSlots", "2"),
            // Flink's start script works these out; whoever starts the process must say them all.
            Map.entry("taskmanager.cpu.cores", "2"),
            Map.entry("taskmanager.memory.task.heap.size", "256m"),
            Map.entry("taskmanager.memory.task.off-heap.size", "0"),
            Map.entry("taskmanager.memory.framework.heap.size", "128m"),
            Map.entry("taskmanager.memory.framework.off-heap.size", "64m"),
            Map.entry("taskmanager.memory.jvm-metaspace.size", "256m"),
            Map.entry("taskmanager.memory.jvm-overhead.min", "128m"),
            Map.entry("taskmanager.memory.jvm-overhead.max", "128m"),
            Map.entry("taskmanager.memory.network.min", "64m"),
            Map.entry("taskmanager.memory.network.max", "64m"),
            Map.entry("taskmanager.memory.managed.size", "64m"),
            Map.entry("heartbeat.interval", "2 s"),
            Map.entry("heartbeat.timeout", "10 s"),
            Map.entry("io.tmp.dirs", home.resolve("tmp").toString()),
            Map.entry(
                "execution.checkpointing.dir", home.resolve("checkpoints").toUri().toString()));
    defaults.forEach((key, value) -> yaml.append(key).append(": \"").append(value).append("\"\n"));
    settings.forEach((key, value) -> yaml.append(key).append(": \"").append(value).append("\"\n"));
    Files.createDirectories(home.resolve("tmp"));
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf").resolve("config.yaml"), yaml);
    Files.writeString(
        home.resolve("conf").resolve("logback.xml"),
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{30} %msg%n</pattern></encoder>
          </appender>
          <root level="${level:-info}"><appender-ref ref="out"/></root>
        </configuration>
        """);
  }

  private void startProcess(String name, String mainClass) throws IOException {
    List<String> command = new ArrayList<>(java(mainClass, name));
    command.addAll(List.of("--configDir", home.resolve("conf").toString()));
    processes.add(process(command, name));
  }

  private Process process(List<String> command, String name) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile());
    builder.environment().put("FLINK_CONF_DIR", home.resolve("conf").toString());
    return builder.start();
  }

  private List<String> java(String mainClass, String name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The same opens as this JVM has: those of the pom.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        name.equals("client") ? List.of("-Xmx256m", "-Dlevel=error") : List.of("-Xmx512m"));
    command.add("-Dlogback.configurationFile=" + home.resolve("conf").resolve("logback.xml"));
    command.add("-cp");
    command.add(LIB.toAbsolutePath() + "/*");
    command.add(mainClass);
    return command;
  }

  private void awaitSlots() {
    Awaitility.await("slots of the Flink cluster")
        .atMost(UP_WITHIN)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              failIfEnded();
              try {
                return get("/overview").path("slots-available").asInt() > 0;
              } catch (IOException notYet) {
                return false;
              }
            });
  }

  private void failIfEnded() {
    if (!processes.stream().allMatch(Process::isAlive)) {
      try {
        throw new IllegalStateException(
            "Flink ended at its start:\n" + log("jobmanager") + log("taskmanager"));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
