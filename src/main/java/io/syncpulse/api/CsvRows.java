package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * Rows of comma-separated values (RFC 4180) under construction, in UTF-8.
 *
 * <p>What is unknown is an empty cell; an empty text is a quoted one. A text that a spreadsheet
 * would take for a formula gets an apostrophe in front, and so does one that begins with an
 * apostrophe: who takes one off again has every text as it was. Numbers and times are never
 * touched.
 */
public final class CsvRows {

  /** In their full width too: some spreadsheets read them alike. */
  private static final String BEGINS_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private static final char APOSTROPHE = '\'';

  private final StringBuilder rows = new StringBuilder();
  private boolean inRow;

  /** Adds a row of names. */
  public CsvRows header(Iterable<String> names) {
    names.forEach(this::text);
    return endRow();
  }

  /** Adds a text, or an empty cell for null. */
  public CsvRows text(String textOrNull) {
    cell();
    if (textOrNull == null) {
      return this;
    }
    int start = rows.length();
    if (!textOrNull.isEmpty() && isMistakable(textOrNull.charAt(0))) {
      rows.append(APOSTROPHE);
    }
    rows.append(textOrNull);
    if (textOrNull.isEmpty() || needsQuotes(start)) {
      quote(start);
    }
    return this;
  }

  /** Adds a number, or an empty cell for null; never in scientific notation. */
  public CsvRows number(Number numberOrNull) {
    cell();
    if (numberOrNull != null) {
      String number = numberOrNull.toString();
      rows.append(number.indexOf('E') < 0 ? number : new BigDecimal(number).toPlainString());
    }
    return this;
  }

  /** Adds a time as ISO 8601 in UTC, or an empty cell for null. */
  public CsvRows time(Instant timeOrNull) {
    return plain(timeOrNull);
  }

  /** Adds an id in its canonical form, or an empty cell for null. */
  public CsvRows id(UUID idOrNull) {
    return plain(idOrNull);
  }

  /** Adds true, false, or an empty cell for null. */
  public CsvRows truth(Boolean truthOrNull) {
    return plain(truthOrNull);
  }

  /** Adds numbers as a JSON array, or an empty cell for null. */
  public CsvRows numbers(Iterable<? extends Number> numbersOrNull) {
    if (numbersOrNull == null) {
      return plain(null);
    }
    cell();
    String separator = "\"[";
    for (Number number : numbersOrNull) {
      rows.append(separator).append(number);
      separator = ",";
    }
    rows.append(separator.equals(",") ? "]\"" : "[]");
    return this;
  }

  /** Ends the row. */
  public CsvRows endRow() {
    rows.append("\r\n");
    inRow = false;
    return this;
  }

  /** All rows. */
  byte[] toBytes() {
    return rows.toString().getBytes(UTF_8);
  }

  /** Hands on the rows that were added since the last time. */
  public void drainTo(Writer out) throws IOException {
    out.append(rows);
    rows.setLength(0);
  }

  private CsvRows plain(Object valueOrNull) {
    cell();
    if (valueOrNull != null) {
      rows.append(valueOrNull);
    }
    return this;
  }

  private void cell() {
    if (inRow) {
      rows.append(',');
    }
    inRow = true;
  }

  private static boolean isMistakable(char first) {
    return first == APOSTROPHE || BEGINS_FORMULA.indexOf(first) >= 0;
  }

  private boolean needsQuotes(int start) {
    for (int i = start; i < rows.length(); i++) {
      char c = rows.charAt(i);
      if (c == '"' || c == ',' || c == '\r' || c == '\n') {
        return true;
      }
    }
    return false;
  }

  private void quote(int start) {
    String text = rows.substring(start).replace("\"", "\"\"");
    rows.setLength(start);
    rows.append('"').append(text).append('"');
  }
}
