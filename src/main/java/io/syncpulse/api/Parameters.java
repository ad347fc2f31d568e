package io.syncpulse.api;

import io.syncpulse.event.Id;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the parameters of one request and collects all that is wrong with them, in the words of
 * pydantic. A value that is wrong reads as if it were not given, until {@link #check()} throws.
 */
final class Parameters {

  private static final int SMALLEST_LIMIT = 1;
  private static final int LARGEST_LIMIT = 1_000;
  private static final int DEFAULT_LIMIT = 100;
  private static final Pattern SHORT_TEXT = Pattern.compile("[^\\p{Cntrl}]{1,100}");

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

  /** How many a page holds at the most: 1 to 1000, or 100 when it is not given. */
  int limit() {
    return integer("limit", SMALLEST_LIMIT, LARGEST_LIMIT, DEFAULT_LIMIT);
  }

  /** A whole number in the range, or the default when it is not given. */
  private int integer(String name, int min, int max, int defaultValue) {
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

  /** The names of values, in their order. */
  static <E> Map<String, E> byName(E[] values, Function<E, String> name) {
    Map<String, E> names = new LinkedHashMap<>();
    for (E value : values) {
      names.put(name.apply(value), value);
    }
    return names;
  }

  /** One of the values that have a name, or the default when it is not given. */
  <E> E choice(String name, Map<String, E> choices, E defaultValue) {
    Optional<String> text = once(name);
    if (text.isPresent() && !choices.containsKey(text.get())) {
      notOneOf(choices.keySet(), "query", name);
    }
    return text.map(choices::get).orElse(defaultValue);
  }

  /** Any number of the values that have a name, none of them twice; empty when none is given. */
  <E extends Enum<E>> Set<E> choices(String name, Class<E> type, Map<String, E> choices) {
    Set<E> chosen = EnumSet.noneOf(type);
    List<String> texts = query.all(name);
    for (int i = 0; i < texts.size(); i++) {
      E choice = choices.get(texts.get(i));
      if (choice == null) {
        notOneOf(choices.keySet(), "query", name, i);
      } else {
        chosen.add(choice);
      }
    }
    return chosen;
  }

  private void notOneOf(Set<String> names, Object... loc) {
    add("Input should be one of: " + String.join(", ", names), "enum", loc);
  }

  /** Any number of short texts without control characters; empty when none is given. */
  List<String> texts(String name) {
    List<String> texts = query.all(name);
    for (int i = 0; i < texts.size(); i++) {
      if (!SHORT_TEXT.matcher(texts.get(i)).matches()) {
        add("Value error, not a text of 1 to 100 characters", "value_error", "query", name, i);
      }
    }
    return texts;
  }

  /** A window, or 24 hours when it is not given. */
  Window window() {
    Window window =
        custom("window", Window::parse, "Value error, not a window such as 15m, 24h or 7d");
    return window == null ? Window.DEFAULT : window;
  }

  /** Where the page before ended; null when it is not given. */
  <T> T cursor(Function<String, Optional<T>> parser) {
    return custom("cursor", parser, "Value error, not a cursor of a previous page");
  }

  /** A value in a form of our own; null when it is not given. */
  private <T> T custom(String name, Function<String, Optional<T>> parser, String message) {
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

  /** Two moments in this order, where both are given. */
  void requireOrder(String first, OffsetDateTime from, String second, OffsetDateTime to) {
    if (from != null && to != null && !to.isAfter(from)) {
      add("Value error, should be later than " + first, "value_error", "query", second);
    }
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
