package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.demo.Ports;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseCommandsIT {

  private static final String ORGANIZATION = "0b8bb2c5-4c3d-4f0e-9d53-0000000000ab";

  private final PostgresService postgres = Services.postgres();

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void migrateSaysWhatItAppliedAndThenFindsNothingToDo() {
    Cli.Result first = cli().run("migrate");
    Cli.Result second = cli().run("migrate");

    assertThat(first.exit()).isZero();
    assertThat(first.err()).isEmpty();
    assertThat(first.outLines()).contains("applied 1 job history", "applied 2 api key");
    assertThat(second.exit()).isZero();
    assertThat(second.outLines()).singleElement().asString().endsWith("are up to date");
  }

  @Test
  void migrateIsSafeToRunTwiceAtOnce() {
    List<Integer> applied =
        List.of(1, 2).parallelStream()
            .map(
                run -> Migrations.migrate(postgres.jdbcUrl(), postgres.user(), postgres.password()))
            .toList();

    assertThat(applied).contains(0);
    assertThat(applied.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"migrate", "keys list"})
  void namesWhatIsWrongWithTheLogin(String command) {
    Cli.Result result =
        cli()
            .with("SYNCPULSE_JDBC_USER", "nobody")
            .with("SYNCPULSE_JDBC_PASSWORD", "s3cret")
            .run(command.split(" ", -1));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("refused user 'nobody'", "SYNCPULSE_JDBC_PASSWORD")
        .doesNotContain("s3cret");
  }

  @Test
  void namesADatabaseThatIsMissing() {
    String url = postgres.jdbcUrl();

    Cli.Result result =
        cli()
            .with("SYNCPULSE_JDBC_URL", url.substring(0, url.lastIndexOf('/')) + "/missing")
            .run("migrate");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines()).singleElement().asString().contains("has no database", "missing");
  }

  @Test
  void saysWithoutWaitingThatPostgresCannotBeReached() {
    Cli.Result result =
        cli()
            .with("SYNCPULSE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/x")
            .run("keys", "list");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("cannot reach Postgres at 127.0.0.1:", "SYNCPULSE_JDBC_URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys list",
        "keys revoke " + ORGANIZATION,
        "keys create --name n --organization " + ORGANIZATION
      })
  void tellsToMigrateWhenTablesAreMissing(String command) {
    Cli.Result result = cli().run(command.split(" ", -1));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("missing or old: run 'syncpulse migrate' first");
  }

  @Test
  void aKeyIsMadeListedAndRevoked() {
    cli().run("migrate");

    Cli.Result created =
        cli()
            .run(
                "keys",
                "create",
                "--organization",
                ORGANIZATION,
                "--name",
                "ığ <b>", //
                "--requests-per-minute",
                "0",
                "--expires-at",
                "2999-01-01T02:00:00+02:00");
    assertThat(created.exit()).isZero();
    assertThat(created.outLines()).hasSize(1);
    String token = created.outLines().get(0);
    assertThat(token).matches("[!-~]{32,}");
    assertThat(created.err())
        .contains(ORGANIZATION, "no limit", "2999-01-01T00:00:00Z")
        .doesNotContain(token);

    Cli.Result listed = cli().run("keys", "list");
    assertThat(listed.outLines()).hasSize(2);
    assertThat(listed.out())
        .contains(ORGANIZATION, "valid", "no limit", "2999-01-01T00:00:00Z", "ığ <b>")
        .doesNotContain(token);

    String id = listed.outLines().get(1).substring(0, 36);
    assertThat(cli().run("keys", "revoke", id).outLines()).containsExactly("revoked " + id);
    assertThat(cli().run("keys", "list").out()).contains("revoked");

    Cli.Result again = cli().run("keys", "revoke", id);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.errLines()).singleElement().asString().contains("no valid key " + id);
  }

  @Test
  void aKeyReadsThePlatformOnlyWhenItWasMadeSo() {
    cli().run("migrate");
    String create = "keys create --name n --organization " + ORGANIZATION;

    Cli.Result one = cli().run(create.split(" ", -1));
    Cli.Result all = cli().run((create + " --platform").split(" ", -1));

    assertThat(one.err()).doesNotContain("platform");
    assertThat(all.err()).contains(ORGANIZATION + " and the platform:");
    List<String> listed = cli().run("keys", "list").outLines();
    assertThat(listed.get(0)).contains("PLATFORM");
    assertThat(listed.get(1)).containsPattern(ORGANIZATION + "  no +valid");
    assertThat(listed.get(2)).containsPattern(ORGANIZATION + "  yes +valid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--expires-at 2001-01-01T00:00:00Z",
        "--requests-per-minute -1",
        "--requests-per-minute 100001"
      })
  void aKeyThatMakesNoSenseIsWrongUsage(String option) {
    cli().run("migrate");
    String command = "keys create --name n --organization " + ORGANIZATION + " " + option;

    Cli.Result result = cli().run(command.split(" ", -1));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines()).hasSize(1);
  }

  private Cli cli() {
    return new Cli()
        .with("SYNCPULSE_JDBC_URL", postgres.jdbcUrl())
        .with("SYNCPULSE_JDBC_USER", postgres.user())
        .with("SYNCPULSE_JDBC_PASSWORD", postgres.password());
  }
}
