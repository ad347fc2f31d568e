package io.syncpulse.api;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.http.QuotedQualityCSV.QualityValue;

/** What a list can be had as; of two that a client likes equally it gets the first. */
enum MediaType {
  JSON("application/json"),
  CSV("text/csv");

  /** Who compresses the answer adds nothing to a header that is there. */
  private static final String VARY = Header.ACCEPT + ", " + Header.ACCEPT_ENCODING;

  private static final String NONE_FITS =
      "Not Acceptable: this is served as "
          + Arrays.stream(values()).map(type -> type.name).collect(Collectors.joining(" or "));

  private final String name;

  MediaType(String name) {
    this.name = name;
  }

  /**
   * The one that the request likes best (RFC 9110, section 12.5.1). The answer will say that it
   * depends on that.
   *
   * @throws HttpResponseException with status 406 when the request accepts none of them
   */
  static MediaType of(Context context) {
    context.header(Header.VARY, VARY);
    QuotedQualityCSV accepted = new QuotedQualityCSV();
    Collections.list(context.req().getHeaders(Header.ACCEPT)).forEach(accepted::addValue);
    return best(accepted.getQualityValues());
  }

  private static MediaType best(List<QualityValue> ranges) {
    if (ranges.isEmpty()) {
      return JSON;
    }
    return Arrays.stream(values())
        .filter(type -> type.weight(ranges) > 0)
        .max(Comparator.comparingDouble((MediaType type) -> type.weight(ranges)))
        .orElseThrow(
            () -> new HttpResponseException(HttpStatus.NOT_ACCEPTABLE.getCode(), NONE_FITS));
  }

  /** What the most specific of the ranges that hold this type says. */
  private double weight(List<QualityValue> ranges) {
    String anyOfItsKind = name.substring(0, name.indexOf('/') + 1) + "*";
    for (String range : List.of(name, anyOfItsKind, "*/*")) {
      OptionalDouble weight =
          ranges.stream()
              .filter(accepted -> range(accepted).equals(range))
              .mapToDouble(QualityValue::getWeight)
              .max();
      if (weight.isPresent()) {
        return weight.getAsDouble();
      }
    }
    return 0;
  }

  /** Without parameters such as a character set: each type is served in one form alone. */
  private static String range(QualityValue accepted) {
    String value = accepted.getValue();
    int parameters = value.indexOf(';');
    return (parameters < 0 ? value : value.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
