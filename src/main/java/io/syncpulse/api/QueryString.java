package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The query of a URL, decoded.
 *
 * <p>As lenient as web frameworks are: {@code a} means {@code a=}, and text with a broken escape is
 * taken as it stands. The checks of the parameters then say what is wrong with it.
 */
final class QueryString {

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private QueryString() {}

  /** Parses what follows the question mark; null when nothing does. */
  static QueryString parse(String rawOrNull) {
    QueryString query = new QueryString();
    if (rawOrNull == null) {
      return query;
    }
    for (String pair : rawOrNull.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query.values.computeIfAbsent(decode(name), k -> new ArrayList<>()).add(decode(value));
    }
    return query;
  }

  /** All values of a parameter in the order given; empty when it is not given. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      return text;
    }
  }
}
