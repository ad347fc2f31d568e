package io.syncpulse.tool;

import io.syncpulse.event.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How texts of the command line become values; stricter, and in plainer words, than the JDK. */
final class Converters {

  private Converters() {}

  /** A UUID in its canonical form alone. */
  static final class OfUuid implements ITypeConverter<UUID> {

    @Override
    public UUID convert(String text) {
      Id id = Id.parse(text);
      if (id == null) {
        throw new TypeConversionException("'" + text + "' is not a UUID");
      }
      return id.toUuid();
    }
  }

  /** A moment: date, time and offset. */
  static final class OfInstant implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException unreadable) {
        throw new TypeConversionException(
            "'" + text + "' is not a time such as 2030-01-31T00:00:00Z");
      }
    }
  }

  /** A length of time: a whole number of milliseconds, seconds, minutes, hours or days. */
  static final class OfDuration implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|min|h|d)");

    @Override
    public Duration convert(String text) {
      Matcher parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is not a length of time such as 500ms, 30s, 5m, 2h or 1d");
      }
      long n = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "ms" -> Duration.ofMillis(n);
        case "s" -> Duration.ofSeconds(n);
        case "h" -> Duration.ofHours(n);
        case "d" -> Duration.ofDays(n);
        default -> Duration.ofMinutes(n);
      };
    }
  }
}
