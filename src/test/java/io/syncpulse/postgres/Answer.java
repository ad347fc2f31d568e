package io.syncpulse.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a query answers, as psql would print it. */
record Answer(List<String> columns, List<List<String>> rows) {

  static Answer to(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        columns.add(row.getMetaData().getColumnLabel(i));
      }
      List<List<String>> rows = new ArrayList<>();
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          String cell = row.getString(i);
          cells.add(cell == null ? "" : cell);
        }
        rows.add(cells);
      }
      return new Answer(columns, rows);
    }
  }

  /** Each row as its cells with bars in between. */
  List<String> lines() {
    return rows.stream().map(cells -> String.join(" | ", cells)).toList();
  }

  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(
                i ->
                    IntStream.concat(
                            IntStream.of(columns.get(i).length()),
                            rows.stream().mapToInt(cells -> cells.get(i).length()))
                        .max()
                        .orElseThrow())
            .toArray();
    StringBuilder text = new StringBuilder(line(columns, widths));
    text.append(
        IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("-+-", "", "\n")));
    rows.forEach(cells -> text.append(line(cells, widths)));
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
            .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
            .collect(Collectors.joining(" | "))
            .stripTrailing()
        + "\n";
  }
}
