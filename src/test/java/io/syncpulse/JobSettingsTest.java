package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncpulse.event.RowTopics;
import io.syncpulse.metric.Scope;
import io.syncpulse.metric.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {

  private static final String[] NOTHING = {};

  @TempDir Path directory;

  @Test
  void defaultsAreValid() {
    JobSettings settings = SettingSources.load(NOTHING, Map.of());

    assertThat(settings.get(Settings.TOPIC)).isEqualTo("sync-events");
    assertThat(settings.get(Settings.LATENESS)).isEqualTo(Duration.ofHours(24));
    assertThat(settings.get(Settings.MODE)).isEqualTo(Settings.Mode.LIVE);
  }

  @Test
  void argumentsOutrankTheEnvironmentWhichOutranksTheFile() throws IOException {
    Path file = file("job.properties", "topic=of-file\njdbc.user=of-file\nkafka.group-id=of-file");
    Map<String, String> environment =
        Map.of("SYNCPULSE_TOPIC", "of-environment", "SYNCPULSE_JDBC_USER", "of-environment");

    JobSettings settings =
        SettingSources.load(
            new String[] {"--config", file.toString(), "--topic=of-arguments"}, environment);

    assertThat(settings.get(Settings.TOPIC)).isEqualTo("of-arguments");
    assertThat(settings.get(Settings.JDBC_USER)).isEqualTo("of-environment");
    assertThat(settings.get(Settings.GROUP)).isEqualTo("of-file");
  }

  @Test
  void yamlMayNest() throws IOException {
    Path file =
        file(
            "job.yaml",
            """
            kafka:
              bootstrap-servers: broker:9092
              properties:
                security.protocol: SASL_SSL
            write.max-rows: 100
            """);

    JobSettings settings =
        SettingSources.load(new String[] {"--config", file.toString()}, Map.of());

    assertThat(settings.get(Settings.WRITE_MAX_ROWS)).isEqualTo(100);
    assertThat(settings.kafkaClient())
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void aPasswordInYamlIsTheTextThatStandsThere() throws IOException {
    Path file = file("job.yaml", "jdbc.password: 1.10\n");

    JobSettings settings =
        SettingSources.load(new String[] {"--config", file.toString()}, Map.of());

    assertThat(settings.get(Settings.JDBC_PASSWORD)).isEqualTo("1.10");
  }

  @Test
  void allErrorsComeTogether() {
    String[] arguments = {
      "--lateness", "soon",
      "--write.max-rows", "0",
      "--jdbc.url", "postgres://db",
      "--mode", "sometimes",
      "--topic", " ",
      "--tpoic", "x"
    };

    assertThatThrownBy(() -> SettingSources.load(arguments, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("lateness:")
        .hasMessageContaining("write.max-rows: 0 is not between 1 and 50000")
        .hasMessageContaining("mode:")
        .hasMessageContaining("jdbc.url:")
        .hasMessageContaining("topic: must not be empty")
        .hasMessageContaining("tpoic: there is no such setting");
  }

  @Test
  void theDatabaseMustBePostgres() {
    assertThatThrownBy(
            () ->
                SettingSources.load(
                    new String[] {"--jdbc.url=jdbc:mysql://u:s3cret@db/x", "--lateness=soon"},
                    Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("lateness:")
        .hasMessageContaining("jdbc.url: is not of the form jdbc:postgresql://host:port/database")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void deadLettersMayNotGoBackIntoTheTopicThatTheyComeFrom() {
    assertThatThrownBy(
            () -> SettingSources.load(new String[] {"--dead-letter-topic=sync-events"}, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("dead-letter-topic: must be another topic than topic (sync-events)");
  }

  @Test
  void rowsAreReadOnlyWhereTheirTopicsAreSet() {
    assertThat(JobSettings.of(Map.of()).rowTopics()).isEmpty();
    assertThat(JobSettings.of(Map.of("rows.jobs-topic", " ")).rowTopics()).isEmpty();
    assertThat(
            JobSettings.of(Map.of("rows.jobs-topic", "a.jobs", "rows.connections-topic", "a.cons"))
                .rowTopics())
        .contains(new RowTopics("a.jobs", "a.cons"));
  }

  @ParameterizedTest
  @CsvSource({"rows.jobs-topic, rows.connections-topic", "rows.connections-topic, rows.jobs-topic"})
  void rowsOfOneTableAreOfNoUseWithoutTheOther(String given, String missing) {
    assertThatThrownBy(() -> JobSettings.of(Map.of(given, "a")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(missing + ": must be set, too");
  }

  @ParameterizedTest
  @CsvSource({
    "topic, rows.jobs-topic",
    "topic, rows.connections-topic",
    "rows.jobs-topic, rows.connections-topic",
    "rows.jobs-topic, dead-letter-topic",
    "rows.connections-topic, dead-letter-topic"
  })
  void noTopicMayBeAnother(String one, String other) {
    Map<String, String> given =
        new HashMap<>(Map.of("rows.jobs-topic", "jobs", "rows.connections-topic", "connections"));
    given.put(one, "same");
    given.put(other, "same");

    assertThatThrownBy(() -> JobSettings.of(given))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(other + ": must be another topic than " + one + " (same)");
  }

  @Test
  void metricsHaveACutOffInABoundedRunOnly() {
    String[] live = {"--metrics.until", "2026-01-31T00:00:00Z"};
    assertThatThrownBy(() -> SettingSources.load(live, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("metrics.until: is for mode bounded only");

    String[] malformed = {"--mode", "bounded", "--metrics.until", "yesterday"};
    assertThatThrownBy(() -> SettingSources.load(malformed, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(
            "metrics.until: \"yesterday\" is not a moment such as 2026-01-31T00:00:00Z");

    String[] bounded = {"--mode", "bounded", "--metrics.until", "2026-01-31T01:00:00+01:00"};
    assertThat(SettingSources.load(bounded, Map.of()).metricsUntil())
        .isEqualTo("2026-01-31T00:00:00Z");
  }

  @Test
  void whatABackfillPublishedIsReadBesideTheEvents() {
    String[] arguments = {"--backfill.topic", "sync-backfill"};
    assertThat(SettingSources.load(arguments, Map.of()).eventTopics())
        .containsExactly("sync-events", "sync-backfill");
    assertThat(SettingSources.load(new String[] {}, Map.of()).eventTopics())
        .containsExactly("sync-events");
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    JobSettings settings =
        SettingSources.load(NOTHING, Map.of("SYNCPULSE_TOPIC", "", "SYNCPULSE_LATENESS", " "));

    assertThat(settings.get(Settings.TOPIC)).isEqualTo("sync-events");
    assertThat(settings.get(Settings.LATENESS)).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void stateIsKeptAtLeastAsLongAsEventsMayBeLate() {
    assertThatThrownBy(
            () -> SettingSources.load(new String[] {"--history.keep-finished=1 h"}, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("history.keep-finished: must be at least lateness (1 d)");
  }

  @Test
  void aDatabaseOfAnotherKindIsRefused() {
    assertThatThrownBy(
            () ->
                SettingSources.load(
                    new String[] {"--jdbc.url=jdbc:mysql://db/x?password=s3cret"}, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("jdbc.url: is not of the form jdbc:postgresql://")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void aSilentJobIsNotForgottenBeforeItIsLost() {
    assertThatThrownBy(
            () -> SettingSources.load(new String[] {"--history.lost-after.running=9 d"}, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(
            "history.keep-unfinished: must be at least history.lost-after.running (9 d)");
  }

  @Test
  void aSecretIsNeverShown() throws IOException {
    Path broken = file("job.yaml", "jdbc.password: [s3cret\n");

    assertThatThrownBy(
            () -> SettingSources.load(new String[] {"--config", broken.toString()}, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasNoCause()
        .message()
        .doesNotContain("s3cret");
    assertThat(SettingSources.load(NOTHING, Map.of("SYNCPULSE_JDBC_PASSWORD", "s3cret")).toString())
        .doesNotContain("s3cret");
  }

  @Test
  void aMissingFileOrValueIsNamed() {
    assertThatThrownBy(
            () -> SettingSources.load(new String[] {"--config", "nowhere.yaml"}, Map.of()))
        .hasMessageContaining("there is no file nowhere.yaml");
    assertThatThrownBy(() -> SettingSources.load(new String[] {"--topic"}, Map.of()))
        .hasMessageContaining("--topic: the value is missing");
    assertThatThrownBy(() -> SettingSources.load(new String[] {"topic"}, Map.of()))
        .hasMessageContaining("one is \"topic\"");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  @Test
  void windowsAreReadAsPeopleWriteThem() {
    JobSettings settings =
        JobSettings.of(
            Map.of("metrics.windows", "90 min/30 min,2d / 1 h", "metrics.scopes", "platform"));

    assertThat(settings.metricRules().windows())
        .contains(Window.rolling(90, 30), Window.rolling(2 * 24 * 60, 60));
    assertThat(settings.metricScopes()).containsExactly(Scope.Kind.PLATFORM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 h | form size/slide",
        "1 h/1 min, | form size/slide",
        "1 h/7 min | multiple of the slide",
        "1 min/1 h | multiple of the slide",
        "90 s/30 s | whole number of minutes",
        "0 min/0 min | whole number of minutes",
        "400 d/1 d | whole number of minutes",
        "soon/later | metrics.windows",
        "1 h/1 min, 60 min/5 min | same size"
      })
  void windowsThatCannotBeAreRefusedWithTheReason(String windows, String reason) {
    assertThatThrownBy(() -> JobSettings.of(Map.of("metrics.windows", windows)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("metrics.windows")
        .hasMessageContaining(reason);
  }

  @Test
  void aScopeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> JobSettings.of(Map.of("metrics.scopes", "platform, planet")))
        .hasMessageContaining("metrics.scopes: \"planet\" is none of connection");
  }
}
