package io.syncpulse.event;

/**
 * Makes texts from outside fit for storing: no U+0000 (Postgres refuses it), no unpaired surrogates
 * (UTF-8 cannot say them), and at most 8 KiB of UTF-8.
 */
public final class CleanText {

  /** The most that a text may take, in bytes of UTF-8. */
  static final int MAX_BYTES = 8 * 1024;

  /** Ends a text that was cut. */
  static final String CUT_MARK = "… [cut]";

  private static final char REPLACEMENT = '\uFFFD';
  private static final int EXCERPT_CHARS = 80;

  private CleanText() {}

  /** The text, cleaned, and cut with a mark where it is longer than {@link #MAX_BYTES}. */
  public static String clean(String text) {
    return cut(wellFormed(text));
  }

  /** The text with U+FFFD for each U+0000 and each unpaired surrogate. */
  static String wellFormed(String text) {
    StringBuilder mended = null;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c != 0 && !Character.isSurrogate(c)) {
        continue;
      }
      if (isPairAt(text, i)) {
        i++;
        continue;
      }
      if (mended == null) {
        mended = new StringBuilder(text);
      }
      mended.setCharAt(i, REPLACEMENT);
    }
    return mended == null ? text : mended.toString();
  }

  /** Whether a well-formed text takes at most {@link #MAX_BYTES}. */
  static boolean fits(String text) {
    return lengthWithin(text, MAX_BYTES) == text.length();
  }

  /** One line for a message: the beginning of a text from outside, without control characters. */
  static String excerpt(CharSequence text) {
    int length = Math.min(text.length(), EXCERPT_CHARS);
    StringBuilder line = new StringBuilder(length + 1);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? REPLACEMENT : c);
    }
    if (length < text.length()) {
      line.append('…');
    }
    return wellFormed(line.toString());
  }

  private static String cut(String text) {
    if (fits(text)) {
      return text;
    }
    int markBytes = CUT_MARK.length() + 2; // the ellipsis takes three bytes
    return text.substring(0, lengthWithin(text, MAX_BYTES - markBytes)) + CUT_MARK;
  }

  /** How many chars of a well-formed text fit, without a code point cut in two. */
  private static int lengthWithin(String text, int maxBytes) {
    int length = text.length();
    if (length <= maxBytes / 3) {
      return length;
    }
    int bytes = 0;
    int i = 0;
    while (i < length) {
      char c = text.charAt(i);
      boolean pair = Character.isSurrogate(c);
      bytes += pair ? 4 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      if (bytes > maxBytes) {
        return i;
      }
      i += pair ? 2 : 1;
    }
    return length;
  }

  private static boolean isPairAt(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
