package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The windows that there are metrics of. Which ones the job keeps is in its settings; here it shows
 * once the first row is written.
 */
final class KnownWindows {

  /** What a job keeps unless told otherwise: before the first row nothing is known of it. */
  private static final List<Integer> DEFAULTS = List.of(3_600, 86_400, 604_800);

  private static final String SIZES =
      "SELECT window_seconds FROM metric_window ORDER BY window_seconds";

  private KnownWindows() {}

  /**
   * To be asked where a window has no row: zeros would say that nothing happened.
   *
   * @throws InvalidRequestException when there is no such window
   */
  static void require(Connection connection, Window window) throws SQLException {
    List<Integer> known = sizes(connection);
    if (known.isEmpty()) {
      known = DEFAULTS;
    }
    if (!known.contains(window.seconds())) {
      String names =
          known.stream().map(size -> Window.of(size).text()).collect(Collectors.joining(", "));
      throw new InvalidRequestException(
          List.of(
              new Problem(
                  List.of("query", "window"),
                  "Input should be a window that metrics are kept of: " + names,
                  "enum")));
    }
  }

  private static List<Integer> sizes(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SIZES);
        ResultSet row = select.executeQuery()) {
      List<Integer> sizes = new ArrayList<>();
      while (row.next()) {
        sizes.add(row.getInt(1));
      }
      return sizes;
    }
  }
}
