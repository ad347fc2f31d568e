package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The order of texts that Postgres has by {@code COLLATE "C"}: by their bytes in UTF-8. Java's own
 * differs from it beyond U+FFFF, and the fold and the tables must settle a tie alike.
 */
public final class TextOrder {

  /** Null comes first. */
  public static final Comparator<String> NULLS_FIRST =
      Comparator.nullsFirst(
          Comparator.comparing((String text) -> text.getBytes(UTF_8), Arrays::compareUnsigned));

  private TextOrder() {}
}
