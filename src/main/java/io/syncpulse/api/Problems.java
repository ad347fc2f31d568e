package io.syncpulse.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All that is wrong with one request, in the words of pydantic. */
final class Problems {

  private final List<Problem> found = new ArrayList<>();

  /** Adds one; the place is path or query, the name, and the index if there are several. */
  void add(String msg, String type, Object... place) {
    found.add(new Problem(List.of(place), msg, type));
  }

  /** Adds that a value has none of the names there are. */
  void addNotOneOf(Set<String> names, Object... place) {
    add("Input should be one of: " + String.join(", ", names), "enum", place);
  }

  /**
   * Ends the request here if there are any.
   *
   * @throws InvalidRequestException with all of them
   */
  void check() {
    if (!found.isEmpty()) {
      throw new InvalidRequestException(found);
    }
  }
}
