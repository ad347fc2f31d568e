package io.syncpulse.report;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Demand by hour of the week as a map of colours with their figures. */
final class HeatMap {

  private static final int SHADES = 6;
  private static final int LEFT = 48;
  private static final int CELL = 38;
  private static final int ROW = 28;
  private static final int TOP = 20;
  private static final int FEW_WEEKS = 4;

  private HeatMap() {}

  static void write(Markup page, CapacityReport report) {
    List<HourOfWeek.Cell> cells = report.hourOfWeek();
    double most = cells.stream().mapToDouble(HourOfWeek.Cell::demandMean).max().orElse(0);
    HourOfWeek.Cell busiest =
        cells.stream().filter(cell -> cell.demandMean() == most).findFirst().orElseThrow();
    int fewest = cells.stream().mapToInt(HourOfWeek.Cell::hours).min().orElse(0);
    int largest = cells.stream().mapToInt(HourOfWeek.Cell::hours).max().orElse(0);
    HtmlReport.section(
        page,
        "Demand by hour of the week",
        HtmlReport.basis(
            "n = %s jobs; each hour of the week is the mean of %s"
                .formatted(
                    Shown.count(report.jobsSeen()),
                    fewest == largest ? hours(fewest) : fewest + " to " + hours(largest)),
            report),
        "Jobs running or queued, mean over the hour (UTC). The busiest hour is %s with %s."
            .formatted(name(busiest), Shown.mean(most)));
    if (cells.size() < 7 * 24) {
      page.leaf(
          "p",
          "Too little data for a pattern: the period is shorter than a week, and hours that it does not reach are blank.",
          "class",
          "care");
    } else if (fewest < FEW_WEEKS) {
      page.leaf(
          "p",
          "Too little data for a pattern: some cells are the mean of fewer than %s hours."
              .formatted(FEW_WEEKS),
          "class",
          "care");
    }
    draw(page, cells, most);
    Table.folded(
        page,
        "Demand by hour of the week",
        List.of("hour (UTC)", "n hours", "mean", "most at one time"),
        cells.stream()
            .map(
                cell ->
                    List.of(
                        name(cell),
                        Shown.count(cell.hours()),
                        Shown.mean(cell.demandMean()),
                        Shown.count(cell.demandMax())))
            .toList());
    page.close();
  }

  private static void draw(Markup page, List<HourOfWeek.Cell> cells, double most) {
    Plot.image(
        page,
        "Demand by hour of the week",
        "A row for each day, a column for each hour, darker where demand is higher.",
        TOP + 7 * ROW + 2);
    for (int hour = 0; hour < 24; hour++) {
      page.leaf(
          "text",
          hour(hour),
          "class",
          "tick middle",
          "x",
          "" + (LEFT + hour * CELL + CELL / 2),
          "y",
          "13");
    }
    for (DayOfWeek day : DayOfWeek.values()) {
      String y = "" + (TOP + day.ordinal() * ROW + 18);
      page.leaf("text", name(day), "class", "tick end", "x", "" + (LEFT - 8), "y", y);
    }
    for (HourOfWeek.Cell cell : cells) {
      int shade = most == 0 ? 0 : (int) Math.min(SHADES - 1, cell.demandMean() / most * SHADES);
      int x = LEFT + cell.hour() * CELL;
      int y = TOP + (cell.day() - 1) * ROW;
      page.open("g", "class", "heat h" + shade)
          .leaf(
              "title",
              "%s: mean %s, most %s, n = %s"
                  .formatted(
                      name(cell),
                      Shown.mean(cell.demandMean()),
                      Shown.count(cell.demandMax()),
                      hours(cell.hours())))
          .empty(
              "rect",
              "x",
              "" + x,
              "y",
              "" + y,
              "width",
              "" + (CELL - 2),
              "height",
              "" + (ROW - 2),
              "rx",
              "3")
          .leaf(
              "text",
              Shown.mean(cell.demandMean()),
              "class",
              "middle",
              "x",
              "" + (x + CELL / 2 - 1),
              "y",
              "" + (y + 17))
          .close();
    }
    page.close().close();
  }

  private static String name(HourOfWeek.Cell cell) {
    return name(cell.weekday()) + " " + hour(cell.hour()) + ":00";
  }

  private static String hour(int hour) {
    return hour < 10 ? "0" + hour : "" + hour;
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
  }

  private static String hours(int n) {
    return n == 1 ? "1 hour" : n + " hours";
  }
}
