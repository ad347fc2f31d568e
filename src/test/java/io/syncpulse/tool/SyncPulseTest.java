package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class SyncPulseTest {

  private static final String SECRET = "s3cret";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "frobnicate",
        "migrate --frobnicate",
        "migrate --jdbc-url mysql://localhost/syncpulse",
        "api --api-port abc",
        "api --api-port 65536",
        "api --api-pool-size 0",
        "receive",
        "receive --webhook-secret whsec_",
        "receive --webhook-secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw --receiver-port 65536",
        "keys",
        "keys create --name n",
        "keys create --name n --organization 1-1-1-1-1",
        "keys create --name n --organization 0b8bb2c5-4c3d-4f0e-9d53-000000000001 --expires-at noon",
        "keys revoke",
        "keys revoke 1-1-1-1-1",
        "replay",
        "replay pom.xml --rate 0",
        "replay pom.xml --rate -1",
        "replay pom.xml --rate NaN",
        "replay pom.xml --rate Infinity",
        "replay pom.xml --speed 0",
        "replay pom.xml --rate 1 --speed 1",
        "replay pom.xml --bad-lines maybe",
        "backfill",
        "backfill airweave",
        "backfill airweave --api-key k --url ftp://localhost",
        "backfill airweave --api-key k --url https://ann:pw@localhost",
        "backfill airweave --api-key k --organization mine",
        "backfill airweave --api-key k --retry-for soon",
        "backfill postgres",
        "backfill postgres --jdbc-url mysql://localhost/airweave",
        "export",
        "export jobs",
        "export jobs --from 2025-01-01T00:00:00Z --out x",
        "export people --from 2025-01-01T00:00:00Z --to 2026-01-01T00:00:00Z --out x",
        "export jobs --from 2025-01-01T00:00:00Z --to 2025-01-01T00:00:00Z --out x",
        "export jobs --from yesterday --to 2026-01-01T00:00:00Z --out x",
        "export jobs --from 2025-01-01T00:00:00Z --to 2026-01-01T00:00:00Z --out x --format xlsx",
        "export jobs --from 2025-01-01T00:00:00Z --to 2026-01-01T00:00:00Z --out - --format parquet"
      })
  void wrongUsageEndsWithTwoAndOneLine(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);

    Cli.Result result = new Cli().run(arguments);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines()).singleElement().asString().startsWith("syncpulse: ");
    assertThat(result.err()).contains("; see syncpulse").contains("--help");
  }

  @ParameterizedTest
  @CsvSource({
    "SYNCPULSE_API_PORT, abc, api",
    "SYNCPULSE_API_POOL_SIZE, many, api",
    "SYNCPULSE_RECEIVER_PORT, abc, receive",
    "SYNCPULSE_RATE, fast, replay pom.xml",
    "SYNCPULSE_SPEED, fast, replay pom.xml",
    "SYNCPULSE_BAD_LINES, maybe, replay pom.xml",
    "SYNCPULSE_RETRY_FOR, soon, backfill airweave --api-key k",
    "SYNCPULSE_ORGANIZATION, mine, backfill airweave --api-key k",
    "SYNCPULSE_REQUESTS_PER_MINUTE, some, keys create",
    "SYNCPULSE_EXPIRES_AT, noon, keys create",
    "SYNCPULSE_ORGANIZATION, mine, keys create",
    "SYNCPULSE_FROM, yesterday, export jobs",
    "SYNCPULSE_FORMAT, xlsx, export jobs",
    "SYNCPULSE_FORCE, maybe, export jobs",
  })
  void namesTheVariableThatAWrongValueComesFrom(String variable, String value, String command) {
    Cli.Result result = new Cli().with(variable, value).run(command.split(" ", -1));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.errLines()).singleElement().asString().contains("(from " + variable + ")");
  }

  @Test
  void everyOptionComesFromTheEnvironmentToo() {
    List<OptionSpec> options = new ArrayList<>();
    collect(commandLine(), options);
    EnvironmentDefaults environment =
        new EnvironmentDefaults(
            Map.of(
                "SYNCPULSE_JDBC_URL", "a",
                "SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS", "b",
                "SYNCPULSE_TOPIC", "c",
                "SYNCPULSE_HELP", "d",
                "SYNCPULSE_VERSION", "e"));

    assertThat(options).hasSizeGreaterThan(20);
    assertThat(options)
        .filteredOn(option -> environment.defaultValue(option) != null)
        .extracting(OptionSpec::longestName)
        .containsOnly("--jdbc-url", "--kafka-bootstrap-servers", "--topic");
  }

  @ParameterizedTest
  @CsvSource({
    "SYNCPULSE_AIRWEAVE_JDBC_URL, postgres, --jdbc-url",
    "SYNCPULSE_AIRWEAVE_JDBC_USER, postgres, --jdbc-user",
    "SYNCPULSE_AIRWEAVE_JDBC_PASSWORD, postgres, --jdbc-password",
    "SYNCPULSE_AIRWEAVE_URL, airweave, --url",
    "SYNCPULSE_AIRWEAVE_API_KEY, airweave, --api-key",
    "SYNCPULSE_BACKFILL_TOPIC, airweave, --topic"
  })
  void aBackfillHasVariablesOfItsOwn(String variable, String command, String option) {
    OptionSpec spec =
        commandLine()
            .getSubcommands()
            .get("backfill")
            .getSubcommands()
            .get(command)
            .getCommandSpec()
            .findOption(option);

    assertThat(new EnvironmentDefaults(Map.of(variable, "x")).defaultValue(spec)).isEqualTo("x");
  }

  @Test
  void anArgumentWinsOverTheEnvironment() {
    Cli.Result result = new Cli().with("SYNCPULSE_API_PORT", "1").run("api", "--api-port", "70000");

    assertThat(result.err()).contains("70000").doesNotContain("SYNCPULSE_API_PORT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a${b}c", "a$$b", "${sys:user.name}", "a\\${b}", "\"a\""})
  void aValueFromTheEnvironmentIsTakenAsItStands(String password) {
    CommandLine command =
        SyncPulse.commandLine(
            Map.of("SYNCPULSE_JDBC_PASSWORD", password),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            false);

    command.parseArgs("migrate");

    CommandLine migrate = command.getSubcommands().get("migrate");
    assertThat((String) migrate.getCommandSpec().findOption("--jdbc-password").getValue())
        .isEqualTo(password);
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    Cli.Result result =
        new Cli().with("SYNCPULSE_RATE", " ").with("SYNCPULSE_SPEED", "").run("replay", "no-file");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines()).containsExactly("syncpulse: no such file: no-file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "migrate --help",
        "api --help",
        "keys create --help",
        "migrate --frobnicate",
        "migrate --stacktrace --jdbc-url mysql://u:s3cret@localhost/",
        "api --api-port 70000",
        "receive --help",
        "receive --receiver-port 70000",
        "receive --stacktrace --receiver-port 70000"
      })
  void neverShowsAPassword(String line) {
    Cli.Result result =
        new Cli()
            .with("SYNCPULSE_JDBC_PASSWORD", SECRET)
            .with("SYNCPULSE_JDBC_URL", "jdbc:postgresql://localhost/x?password=" + SECRET)
            .with("SYNCPULSE_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw," + SECRET)
            .run(line.split(" ", -1));

    assertThat(result.out() + result.err()).isNotEmpty().doesNotContain(SECRET, "MfKQ9r8G");
  }

  @Test
  void showsTheStackTraceOnlyWhenAsked() {
    assertThat(new Cli().run("replay", "no-file").err()).doesNotContain("\tat ");
    assertThat(new Cli().run("replay", "no-file", "--stacktrace").err()).contains("\tat ");
    assertThat(new Cli().with("SYNCPULSE_STACKTRACE", "true").run("replay", "no-file").err())
        .contains("\tat ");
    assertThat(
            new Cli()
                .with("SYNCPULSE_STACKTRACE", "true")
                .run("replay", "--stacktrace", "no-file")
                .err())
        .contains("\tat ");
  }

  @Test
  void helpSaysWhatThereIs() {
    Cli.Result result = new Cli().run("--help");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(
            "migrate",
            "api",
            "receive",
            "keys",
            "replay",
            "backfill",
            "export",
            "SYNCPULSE_JDBC_URL",
            "Exit codes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "migrate",
        "api",
        "receive",
        "replay",
        "keys",
        "keys create",
        "keys list",
        "keys revoke",
        "backfill",
        "backfill airweave",
        "backfill postgres",
        "export"
      })
  void helpOfEachCommandReadsAsItIsTyped(String command) {
    Cli.Result result = new Cli().run((command + " --help").strip().split(" ", -1));

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("-h", "--help", "-V", "--version").doesNotContain("${");
  }

  private static CommandLine commandLine() {
    return SyncPulse.commandLine(
        Map.of(), InputStream.nullInputStream(), OutputStream.nullOutputStream(), false);
  }

  private static void collect(CommandLine command, List<OptionSpec> into) {
    into.addAll(command.getCommandSpec().options());
    command.getSubcommands().values().forEach(sub -> collect(sub, into));
  }
}
