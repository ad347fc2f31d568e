package io.syncpulse.tool;

/** Text from outside, made fit to stand in one line on a terminal. */
final class OneLine {

  private static final int LONGEST = 500;

  private OneLine() {}

  /**
   * The text with every run of white space and control characters as one space, cut with a mark
   * after 500 characters; the empty text for null.
   */
  static String of(String text) {
    if (text == null) {
      return "";
    }
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST));
    for (int i = 0; i < text.length() && line.length() < LONGEST; i++) {
      char c = text.charAt(i);
      boolean blank = Character.isWhitespace(c) || Character.isISOControl(c);
      if (!blank) {
        line.append(c);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    String shown = line.toString().strip();
    return line.length() < LONGEST ? shown : shown + "...";
  }
}
