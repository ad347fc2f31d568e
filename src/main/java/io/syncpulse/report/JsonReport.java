package io.syncpulse.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;

/** The report as one JSON object; names in snake case, times ISO 8601 in UTC. */
public final class JsonReport {

  private static final ObjectWriter WRITER = mapper().writerWithDefaultPrettyPrinter();

  private JsonReport() {}

  private static ObjectMapper mapper() {
    SimpleModule times = new SimpleModule();
    times.addSerializer(Instant.class, ToStringSerializer.instance);
    times.addSerializer(LocalDate.class, ToStringSerializer.instance);
    return JsonMapper.builder()
        .addModule(times)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .build();
  }

  /**
   * Writes the report and a line end.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(CapacityReport report, Writer writer) {
    try {
      writer.write(WRITER.writeValueAsString(report));
      writer.write('\n');
      writer.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
