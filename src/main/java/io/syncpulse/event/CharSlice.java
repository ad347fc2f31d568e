package io.syncpulse.event;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * The text of the parser's current token, where the parser keeps it: read ids and times from it
 * without a {@code String} for each. Valid until the parser moves on.
 */
final class CharSlice implements CharSequence {

  private char[] chars = new char[0];
  private int offset;
  private int length;

  CharSlice of(JsonParser parser) throws IOException {
    chars = parser.getTextCharacters();
    offset = parser.getTextOffset();
    length = parser.getTextLength();
    return this;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return chars[offset + index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(chars, offset + start, end - start);
  }

  @Override
  public String toString() {
    return new String(chars, offset, length);
  }
}
