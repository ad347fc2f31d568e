package io.syncpulse.report;

import java.time.Instant;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/** A drawing area with two axes: places values in an SVG image and draws what goes with them. */
final class Plot {

  static final int WIDTH = 960;

  private static final int LEFT = 62;
  private static final int RIGHT = 18;
  private static final int TOP = 14;
  private static final int BOTTOM = 26;

  private final Markup page;
  private final int height;
  private final double xMin;
  private final double xMax;
  private final double yMax;
  private final DoubleUnaryOperator scale;

  /**
   * Opens the image, with a name and a text for those who cannot see it.
   *
   * @param yMax the largest value that has to fit, above 0
   * @param scale how values stretch over the height; grows with them, 0 at 0
   */
  Plot(
      Markup page,
      String title,
      String description,
      int height,
      double xMin,
      double xMax,
      double yMax,
      DoubleUnaryOperator scale) {
    this.page = page;
    this.height = height;
    this.xMin = xMin;
    this.xMax = xMax;
    this.yMax = yMax;
    this.scale = scale;
    image(page, title, description, height);
  }

  /** Opens an image of the common width. */
  static void image(Markup page, String title, String description, int height) {
    page.open("div", "class", "chart", "tabindex", "0", "role", "region", "aria-label", title)
        .open(
            "svg",
            "xmlns",
            "http://www.w3.org/2000/svg",
            "viewBox",
            "0 0 " + WIDTH + " " + height,
            "role",
            "img",
            "aria-label",
            title + ". " + description)
        .leaf("title", title)
        .leaf("desc", description);
  }

  void close() {
    page.close().close();
  }

  double x(double value) {
    return LEFT + (value - xMin) / (xMax - xMin) * (WIDTH - LEFT - RIGHT);
  }

  double y(double value) {
    double share = scale.applyAsDouble(value) / scale.applyAsDouble(yMax);
    return height - BOTTOM - share * (height - TOP - BOTTOM);
  }

  /**
   * Lines across at the given values, each with its label; those above the largest are left out.
   */
  void yAxis(double[] ticks, DoubleFunction<String> label) {
    for (double tick : ticks) {
      if (tick <= yMax) {
        horizontal(tick == 0 ? "axis" : "grid", tick);
        page.leaf(
            "text",
            label.apply(tick),
            "class",
            "tick end",
            "x",
            "" + (LEFT - 8),
            "y",
            at(y(tick) + 4));
      }
    }
  }

  /** Marks below with labels. */
  void xTick(double value, String label) {
    page.empty("path", "class", "axis", "d", "M" + at(x(value)) + " " + (height - BOTTOM) + "v4");
    double half = label.length() * 3.9;
    double middle = Math.min(x(value), WIDTH - half);
    page.leaf("text", label, "class", "tick middle", "x", at(middle), "y", "" + (height - 8));
  }

  /** Days, weeks, months or years below. */
  void timeAxis(Instant from, Instant to) {
    for (TimeTicks.Tick tick : TimeTicks.between(from, to)) {
      xTick(tick.at().getEpochSecond(), tick.label());
    }
  }

  /** A line across. */
  void horizontal(String style, double value) {
    page.empty(
        "path", "class", style, "d", "M" + LEFT + " " + at(y(value)) + "H" + (WIDTH - RIGHT));
  }

  /** A line across with its name above its right end. */
  void limit(double value, String name) {
    if (value <= yMax) {
      horizontal("limit", value);
      page.leaf(
          "text",
          name,
          "class",
          "limit-name end",
          "x",
          "" + (WIDTH - RIGHT),
          "y",
          at(y(value) - 5));
    }
  }

  /** A line from point to point. */
  void line(String style, double[] xs, double[] ys) {
    page.empty("path", "class", style, "d", path("M", xs, ys));
  }

  /** What lies between a lower and an upper line. */
  void band(String style, double[] xs, double[] lower, double[] upper) {
    StringBuilder d = new StringBuilder(path("M", xs, upper));
    for (int i = xs.length - 1; i >= 0; i--) {
      d.append('L').append(at(x(xs[i]))).append(' ').append(at(y(lower[i])));
    }
    page.empty("path", "class", style, "d", d + "Z");
  }

  /** A line in steps, filled down to the axis: each value holds until the next x. */
  void steps(String style, double[] xs, double[] ys, double end) {
    StringBuilder d = new StringBuilder("M" + at(x(xs[0])) + " " + at(y(0)));
    for (int i = 0; i < xs.length; i++) {
      d.append('V')
          .append(at(y(ys[i])))
          .append('H')
          .append(at(x(i + 1 < xs.length ? xs[i + 1] : end)));
    }
    page.empty("path", "class", style, "d", d + "V" + at(y(0)) + "Z");
  }

  /** A dot, with what it says when pointed at. */
  void dot(String style, double x, double y, String says) {
    page.open("circle", "class", style, "cx", at(x(x)), "cy", at(y(y)), "r", "3")
        .leaf("title", says)
        .close();
  }

  private String path(String first, double[] xs, double[] ys) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      d.append(i == 0 ? first : "L").append(at(x(xs[i]))).append(' ').append(at(y(ys[i])));
    }
    return d.toString();
  }

  /** A coordinate, to a tenth. */
  static String at(double coordinate) {
    String shown = String.format(Locale.ROOT, "%.1f", coordinate);
    return shown.endsWith(".0") ? shown.substring(0, shown.length() - 2) : shown;
  }

  /** About five round values from 0 to a largest one. */
  static double[] ticks(double largest) {
    double step = step(largest);
    double[] ticks = new double[(int) Math.floor(largest / step + 1e-9) + 1];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = i * step;
    }
    return ticks;
  }

  /** A round number that is about a fifth of another. */
  static double step(double length) {
    double rough = length / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digits = rough / power;
    return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
  }
}
