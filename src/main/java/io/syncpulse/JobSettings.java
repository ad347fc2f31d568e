package io.syncpulse;

import io.syncpulse.event.EventTimeBounds;
import io.syncpulse.event.RowTopics;
import io.syncpulse.history.HistoryRules;
import io.syncpulse.metric.MetricRules;
import io.syncpulse.metric.Scope;
import io.syncpulse.postgres.PostgresLogin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;

/** The settings of the job, checked, and what is made of them. {@link Settings} lists them. */
public final class JobSettings {

  private static final Duration ALMOST_A_MINUTE = Duration.ofMinutes(1).minusNanos(1);

  private final Configuration values;

  private JobSettings(Configuration values) {
    this.values = values;
  }

  /**
   * Checks settings.
   *
   * @param given values by key
   * @throws InvalidSettings with everything that is wrong
   */
  public static JobSettings of(Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    for (String key : given.keySet()) {
      if (!key.startsWith(Settings.KAFKA_PROPERTY)
          && Settings.ALL.stream().noneMatch(s -> s.key().equals(key))) {
        problems.add(key + ": there is no such setting");
      }
    }
    Configuration values = Configuration.fromMap(given);
    Settings.ALL.forEach(setting -> setting.problem(values).ifPresent(problems::add));
    if (!PostgresLogin.isUrl(values.get(Settings.JDBC_URL.option()))) {
      problems.add(
          Settings.JDBC_URL.key() + ": is not of the form jdbc:postgresql://host:port/database");
    }
    problems.addAll(TopicSettings.problems(values));
    canBeRead(Settings.METRIC_WINDOWS, MetricSettings::windows, values, problems);
    canBeRead(Settings.METRIC_SCOPES, MetricSettings::scopes, values, problems);
    canBeRead(Settings.METRIC_UNTIL, MetricSettings::until, values, problems);
    endsIfItsMetricsDo(values, problems);
    for (Setting<Duration> keep : List.of(Settings.KEEP_FINISHED, Settings.KEEP_UNFINISHED)) {
      String orElse = "events in time would find their job forgotten";
      keepsLongEnough(keep, Settings.LATENESS, orElse, values, problems);
    }
    for (Setting<Duration> silence :
        List.of(
            Settings.LOST_AFTER_PENDING,
            Settings.LOST_AFTER_RUNNING,
            Settings.LOST_AFTER_CANCELLING)) {
      String orElse = "silent jobs would be forgotten before they are lost";
      keepsLongEnough(Settings.KEEP_UNFINISHED, silence, orElse, values, problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return new JobSettings(values);
  }

  <T> T get(Setting<T> setting) {
    return values.get(setting.option());
  }

  /** Where events are read from. */
  List<String> eventTopics() {
    return TopicSettings.events(values);
  }

  /** Where rows of the platform's tables are read from; empty when none are. */
  Optional<RowTopics> rowTopics() {
    return TopicSettings.rows(values);
  }

  HistoryRules historyRules() {
    return new HistoryRules(
        get(Settings.LOST_AFTER_PENDING),
        get(Settings.LOST_AFTER_RUNNING),
        get(Settings.LOST_AFTER_CANCELLING),
        get(Settings.KEEP_FINISHED),
        get(Settings.KEEP_UNFINISHED),
        metricsUntil());
  }

  /** Up to when metrics are stated; null for ever. */
  Instant metricsUntil() {
    return MetricSettings.until(get(Settings.METRIC_UNTIL));
  }

  MetricRules metricRules() {
    return MetricRules.of(
        MetricSettings.windows(get(Settings.METRIC_WINDOWS)),
        (int) get(Settings.LATENESS).plus(ALMOST_A_MINUTE).toMinutes(),
        get(Settings.METRIC_PREVIEW),
        metricsUntil());
  }

  Set<Scope.Kind> metricScopes() {
    return MetricSettings.scopes(get(Settings.METRIC_SCOPES));
  }

  boolean isBounded() {
    return get(Settings.MODE) == Settings.Mode.BOUNDED;
  }

  EventTimeBounds eventTimeBounds() {
    EventTimeBounds bounds =
        new EventTimeBounds(
            get(Settings.DISORDER), get(Settings.IDLE_AFTER), get(Settings.LIVE_WITHIN));
    return isBounded() ? bounds.forBoundedSource() : bounds;
  }

  PostgresLogin postgresLogin() {
    return new PostgresLogin(
        get(Settings.JDBC_URL), get(Settings.JDBC_USER), get(Settings.JDBC_PASSWORD));
  }

  /** What Kafka clients need to reach the brokers. */
  Properties kafkaClient() {
    Properties client = new Properties();
    values
        .toMap()
        .forEach(
            (key, value) -> {
              if (key.startsWith(Settings.KAFKA_PROPERTY)) {
                client.setProperty(key.substring(Settings.KAFKA_PROPERTY.length()), value);
              }
            });
    client.setProperty("bootstrap.servers", get(Settings.KAFKA));
    return client;
  }

  private static void endsIfItsMetricsDo(Configuration values, List<String> problems) {
    if (Settings.MODE.problem(values).isEmpty()
        && values.get(Settings.MODE.option()) != Settings.Mode.BOUNDED
        && !values.get(Settings.METRIC_UNTIL.option()).isBlank()) {
      problems.add(
          "%s: is for mode bounded only, a live job would say nothing of what comes after it"
              .formatted(Settings.METRIC_UNTIL.key()));
    }
  }

  private static void canBeRead(
      Setting<String> setting,
      Function<String, ?> reading,
      Configuration values,
      List<String> problems) {
    if (setting.problem(values).isPresent()) {
      return;
    }
    try {
      var unused = reading.apply(values.get(setting.option()));
    } catch (IllegalArgumentException e) {
      problems.add(setting.key() + ": " + e.getMessage());
    }
  }

  private static void keepsLongEnough(
      Setting<Duration> keep,
      Setting<Duration> atLeast,
      String orElse,
      Configuration values,
      List<String> problems) {
    if (keep.problem(values).isPresent() || atLeast.problem(values).isPresent()) {
      return;
    }
    Duration least = values.get(atLeast.option());
    if (values.get(keep.option()).compareTo(least) < 0) {
      problems.add(
          "%s: must be at least %s (%s), or %s"
              .formatted(keep.key(), atLeast.key(), Setting.shown(least), orElse));
    }
  }
}
