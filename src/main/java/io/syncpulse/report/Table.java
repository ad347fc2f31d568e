package io.syncpulse.report;

import java.util.List;

/** A table with a caption; all columns but the first hold figures. */
final class Table {

  private Table() {}

  static void write(Markup page, String caption, List<String> heads, List<List<String>> rows) {
    page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
        .open("table")
        .leaf("caption", caption);
    page.open("thead").open("tr");
    heads.forEach(head -> page.leaf("th", head, "scope", "col"));
    page.close().close().open("tbody");
    for (List<String> row : rows) {
      page.open("tr").open("th", "scope", "row").leaf("bdi", row.get(0)).close();
      row.stream().skip(1).forEach(cell -> page.leaf("td", cell));
      page.close();
    }
    page.close().close().close();
  }

  /** The same, folded away: the figures behind a chart. */
  static void folded(Markup page, String caption, List<String> heads, List<List<String>> rows) {
    page.open("details").leaf("summary", "The figures as a table");
    write(page, caption, heads, rows);
    page.close();
  }
}
