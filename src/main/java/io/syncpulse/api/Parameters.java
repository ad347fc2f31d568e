package io.syncpulse.api;

import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the parameters of one request and collects all that is wrong with them, in the words of
 * pydantic. A value that is wrong reads as if it were not given, until {@link #check()} throws.
 */
final class Parameters {

  private static final Map<String, JobStatus> STATUSES =
      Arrays.stream(JobStatus.values())
          .collect(
              Collectors.toMap(
                  JobStatus::wireName, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  private final QueryString query;
  private final List<Problem> problems = new ArrayList<>();

  Parameters(QueryString query) {
    this.query = query;
  }

  /** A canonical UUID of 36 characters in the path, either case; null when it is anything else. */
  UUID pathUuid(String name, String text) {
    Id id = Id.parse(text);
    if (id == null) {
      add("Input should be a valid UUID", "uuid_parsing", "path", name);
      return null;
    }
    return id.toUuid();
  }

  /** A whole number in the range, or the default when it is not given. */
  int integer(String name, int min, int max, int defaultValue) {
    return once(name).map(text -> integer(name, text, min, max)).orElse(defaultValue);
  }

  private Integer integer(String name, String text, int min, int max) {
    if (!text.matches("[+-]?[0-9]+")) {
      add(
          "Input should be a valid integer, unable to parse string as an integer",
          "int_parsing",
          "query",
          name);
      return null;
    }
    String digits = text.replaceFirst("^[+-]?0*(?=[0-9])", "");
    boolean huge = digits.length() > 18;
    long size = huge ? Long.MAX_VALUE : Long.parseLong(digits);
    long value = text.startsWith("-") ? -size : size;
    if (value < min) {
      add("Input should be greater than or equal to " + min, "greater_than_equal", "query", name);
      return null;
    }
    if (value > max) {
      add("Input should be less than or equal to " + max, "less_than_equal", "query", name);
      return null;
    }
    return (int) value;
  }

  /** A moment, see {@link DateTimes#parse}; null when it is not given. */
  OffsetDateTime dateTime(String name) {
    return once(name).map(text -> dateTime(name, text)).orElse(null);
  }

  private OffsetDateTime dateTime(String name, String text) {
    OffsetDateTime time = DateTimes.parse(text);
    if (time != null) {
      return time.withOffsetSameInstant(ZoneOffset.UTC);
    }
    if (DateTimes.lacksOffset(text)) {
      add("Input should have timezone info", "timezone_aware", "query", name);
    } else {
      add("Input should be a valid datetime", "datetime_parsing", "query", name);
    }
    return null;
  }

  /** Any number of statuses, none of them twice; empty when none is given. */
  Set<JobStatus> statuses(String name) {
    Set<JobStatus> chosen = EnumSet.noneOf(JobStatus.class);
    List<String> texts = query.all(name);
    for (int i = 0; i < texts.size(); i++) {
      JobStatus status = STATUSES.get(texts.get(i));
      if (status == null) {
        add(
            "Input should be one of: " + String.join(", ", STATUSES.keySet()),
            "enum",
            "query",
            name,
            i);
      } else {
        chosen.add(status);
      }
    }
    return chosen;
  }

  /** A value in a form of our own; null when it is not given. */
  <T> T custom(String name, Function<String, Optional<T>> parser, String message) {
    return once(name)
        .map(
            text ->
                parser
                    .apply(text)
                    .orElseGet(
                        () -> {
                          add(message, "value_error", "query", name);
                          return null;
                        }))
        .orElse(null);
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidRequestException when anything was wrong, with all of it
   */
  void check() {
    if (!problems.isEmpty()) {
      throw new InvalidRequestException(problems);
    }
  }

  private Optional<String> once(String name) {
    List<String> values = query.all(name);
    if (values.size() > 1) {
      add(
          "Input should be given once, not " + values.size() + " times",
          "multiple_values",
          "query",
          name);
      return Optional.empty();
    }
    return values.stream().findFirst();
  }

  private void add(String msg, String type, Object... loc) {
    problems.add(new Problem(List.of(loc), msg, type));
  }
}
