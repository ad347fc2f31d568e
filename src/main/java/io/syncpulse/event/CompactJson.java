package io.syncpulse.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Copies a JSON object from outside into a compact text that Postgres takes as {@code jsonb}: its
 * texts cleaned, its numbers within bounds.
 */
final class CompactJson {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int MAX_NUMBER_CHARS = 64;
  private static final int MAX_EXPONENT_DIGITS = 2;

  private CompactJson() {}

  /**
   * Copies the object that the parser stands at, and leaves the parser at its end.
   *
   * @return null when the copy takes more than {@link CleanText#MAX_BYTES}
   */
  static String copyObject(JsonParser parser) throws IOException {
    StringWriter copy = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(copy)) {
      int depth = 0;
      do {
        JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
        copy(parser, token, json);
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0);
    }
    String text = copy.toString();
    return CleanText.fits(text) ? text : null;
  }

  private static void copy(JsonParser parser, JsonToken token, JsonGenerator json)
      throws IOException {
    switch (token) {
      case START_OBJECT -> json.writeStartObject();
      case END_OBJECT -> json.writeEndObject();
      case START_ARRAY -> json.writeStartArray();
      case END_ARRAY -> json.writeEndArray();
      case FIELD_NAME -> json.writeFieldName(CleanText.wellFormed(parser.currentName()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> copyNumber(parser.getText(), json);
      case VALUE_TRUE -> json.writeBoolean(true);
      case VALUE_FALSE -> json.writeBoolean(false);
      case VALUE_NULL -> json.writeNull();
      default -> json.writeString(CleanText.wellFormed(parser.getText()));
    }
  }

  /**
   * Digit for digit, not as a double. A number that Postgres could not store, or would print with
   * thousands of digits, becomes a text.
   */
  private static void copyNumber(String number, JsonGenerator json) throws IOException {
    int exponent = Math.max(number.indexOf('e'), number.indexOf('E')) + 1;
    int exponentDigits = exponent == 0 ? 0 : number.length() - exponent;
    if (exponentDigits > 0 && !Character.isDigit(number.charAt(exponent))) {
      exponentDigits--; // its sign
    }
    if (number.length() <= MAX_NUMBER_CHARS && exponentDigits <= MAX_EXPONENT_DIGITS) {
      json.writeNumber(number);
    } else {
      json.writeString(number);
    }
  }
}
