package io.syncpulse;

import io.syncpulse.event.RowTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/** Reads the settings of topics, which have to fit together. */
final class TopicSettings {

  private static final List<Setting<String>> EVENTS =
      List.of(Settings.TOPIC, Settings.BACKFILL_TOPIC);

  private static final List<Setting<String>> READ =
      List.of(
          Settings.TOPIC,
          Settings.BACKFILL_TOPIC,
          Settings.ROWS_JOBS_TOPIC,
          Settings.ROWS_CONNECTIONS_TOPIC);

  private TopicSettings() {}

  /** The topics of events. */
  static List<String> events(ReadableConfig values) {
    return EVENTS.stream()
        .map(topic -> name(topic, values))
        .filter(topic -> !topic.isEmpty())
        .toList();
  }

  /** The topics of rows; empty when they are not set. */
  static Optional<RowTopics> rows(ReadableConfig values) {
    String jobs = name(Settings.ROWS_JOBS_TOPIC, values);
    String connections = name(Settings.ROWS_CONNECTIONS_TOPIC, values);
    return jobs.isEmpty() || connections.isEmpty()
        ? Optional.empty()
        : Optional.of(new RowTopics(jobs, connections));
  }

  /** What is wrong with them. */
  static List<String> problems(ReadableConfig values) {
    List<String> problems = new ArrayList<>();
    String jobs = name(Settings.ROWS_JOBS_TOPIC, values);
    String connections = name(Settings.ROWS_CONNECTIONS_TOPIC, values);
    if (jobs.isEmpty() != connections.isEmpty()) {
      Setting<String> missing =
          jobs.isEmpty() ? Settings.ROWS_JOBS_TOPIC : Settings.ROWS_CONNECTIONS_TOPIC;
      problems.add(
          "%s: must be set, too, or leave both empty: a job's row and that of its connection are of use only together"
              .formatted(missing.key()));
    }
    for (Setting<String> read : READ) {
      deadLettersGoElsewhere(read, values, problems);
    }
    for (int i = 0; i < READ.size(); i++) {
      for (Setting<String> other : READ.subList(i + 1, READ.size())) {
        holdsOneKind(READ.get(i), other, values, problems);
      }
    }
    return problems;
  }

  private static void deadLettersGoElsewhere(
      Setting<String> read, ReadableConfig values, List<String> problems) {
    String topic = name(read, values);
    if (!topic.isEmpty() && topic.equals(name(Settings.DEAD_LETTER_TOPIC, values))) {
      problems.add(
          "%s: must be another topic than %s (%s), or each dead letter would be read and rejected again"
              .formatted(Settings.DEAD_LETTER_TOPIC.key(), read.key(), topic));
    }
  }

  private static void holdsOneKind(
      Setting<String> one, Setting<String> other, ReadableConfig values, List<String> problems) {
    String topic = name(one, values);
    if (!topic.isEmpty() && topic.equals(name(other, values))) {
      problems.add(
          "%s: must be another topic than %s (%s): the topic tells what a record is"
              .formatted(other.key(), one.key(), topic));
    }
  }

  private static String name(Setting<String> topic, ReadableConfig values) {
    return values.get(topic.option()).strip();
  }
}
