package io.syncpulse.api;

import io.syncpulse.event.Id;
import java.time.OffsetDateTime;
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
  private static final String NO_SHORT_TEXT = "not a text of 1 to 100 characters";

  private final QueryString query;
  private final Problems problems = new Problems();

  Parameters(QueryString query) {
    this.query = query;
  }

  /** A canonical UUID of 36 characters in the path, either case; null when it is anything else. */
  UUID pathUuid(String name, String text) {
    Id id = Id.parse(text);
    if (id == null) {
      problems.add("Input should be a valid UUID", "uuid_parsing", "path", name);
      return null;
    }
    return id.toUuid();
  }

  /** How many a page holds at the most: 1 to 1000, or 100 when it is not given. */
  int limit() {
    Integer limit = wholeNumber("limit", SMALLEST_LIMIT, LARGEST_LIMIT);
    return limit == null ? DEFAULT_LIMIT : limit;
  }

  /** A whole number in the range; null when it is not given. */
  Integer wholeNumber(String name, int min, int max) {
    return once(name)
        .map(text -> WholeNumbers.parse(text, min, max, problems, "query", name))
        .orElse(null);
  }

  /** A moment, see {@link DateTimes#parse}; null when it is not given. */
  OffsetDateTime dateTime(String name) {
    return once(name).map(text -> DateTimes.read(text, problems, "query", name)).orElse(null);
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
      problems.addNotOneOf(choices.keySet(), "query", name);
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
        problems.addNotOneOf(choices.keySet(), "query", name, i);
      } else {
        chosen.add(choice);
      }
    }
    return chosen;
  }

  /** Any number of short texts without control characters; empty when none is given. */
  List<String> texts(String name) {
    List<String> texts = query.all(name);
    for (int i = 0; i < texts.size(); i++) {
      if (!SHORT_TEXT.matcher(texts.get(i)).matches()) {
        problems.add("Value error, " + NO_SHORT_TEXT, "value_error", "query", name, i);
      }
    }
    return texts;
  }

  /** A short text without control characters; null when it is not given. */
  String text(String name) {
    return custom(
        name,
        text -> Optional.of(text).filter(SHORT_TEXT.asMatchPredicate()),
        "Value error, " + NO_SHORT_TEXT);
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
                          problems.add(message, "value_error", "query", name);
                          return null;
                        }))
        .orElse(null);
  }

  /** Takes a value that is good by itself for wrong, because of what else the request says. */
  void reject(String name, String reason) {
    problems.add("Value error, " + reason, "value_error", "query", name);
  }

  /** Two moments in this order, where both are given. */
  void requireOrder(String first, OffsetDateTime from, String second, OffsetDateTime to) {
    if (from != null && to != null && !to.isAfter(from)) {
      reject(second, "should be later than " + first);
    }
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidRequestException when anything was wrong, with all of it
   */
  void check() {
    problems.check();
  }

  private Optional<String> once(String name) {
    List<String> values = query.all(name);
    if (values.size() > 1) {
      problems.add(
          "Input should be given once, not " + values.size() + " times",
          "multiple_values",
          "query",
          name);
      return Optional.empty();
    }
    return values.stream().findFirst();
  }
}
