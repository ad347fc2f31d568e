package io.syncpulse.tool;

import io.syncpulse.event.Id;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
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
}
