package io.syncpulse.api;

/** Whole numbers as requests give them: digits, perhaps with a sign. */
final class WholeNumbers {

  private static final int MOST_DIGITS = 18;

  private WholeNumbers() {}

  /** Reads a number within the range; null when it is anything else, and what that is a problem. */
  static Integer parse(String text, int min, int max, Problems problems, Object... place) {
    if (!text.matches("[+-]?[0-9]+")) {
      problems.add(
          "Input should be a valid integer, unable to parse string as an integer",
          "int_parsing",
          place);
      return null;
    }
    String digits = text.replaceFirst("^[+-]?0*(?=[0-9])", "");
    long size = digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    long value = text.startsWith("-") ? -size : size;
    if (value < min) {
      problems.add("Input should be greater than or equal to " + min, "greater_than_equal", place);
      return null;
    }
    if (value > max) {
      problems.add("Input should be less than or equal to " + max, "less_than_equal", place);
      return null;
    }
    return (int) value;
  }
}
