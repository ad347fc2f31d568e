package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {

  @ParameterizedTest
  @CsvSource({
    "2025-01-01T00:00:00Z, 2025-01-01T00:00:00Z",
    "2025-01-01t00:00:00z, 2025-01-01T00:00:00Z",
    "2025-01-01T00:00Z, 2025-01-01T00:00:00Z",
    "2025-01-01T00:00:00.123456Z, 2025-01-01T00:00:00.123456Z",
    "2025-01-01T00:00:00.1234561Z, 2025-01-01T00:00:00.123457Z",
    "2025-12-31T23:59:59.999999999Z, 2026-01-01T00:00:00Z",
    "2025-01-01T05:30:00+05:30, 2025-01-01T00:00:00Z",
    "2025-01-01T05:30:00 05:30, 2025-01-01T00:00:00Z",
    "2024-12-31T19:00:00-05:00, 2025-01-01T00:00:00Z",
  })
  void isRead(String text, OffsetDateTime expected) {
    assertThat(DateTimes.parse(text).toInstant()).isEqualTo(expected.toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "2025-01-01",
        "2025-01-01T00:00:00",
        "2025-02-30T00:00:00Z",
        "2025-01-01T24:00:00Z",
        "2025-01-01T00:00:00+25:00",
        "0000-01-01T00:00:00Z",
        "+12025-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "\u0662\u0660\u0662\u0665-01-01T00:00:00Z",
        "2025-01-01T00:00:00Z\u0000",
        "2025-01-01T00:00:00.0000000000000000000000000000000000001Z",
        "1735689600"
      })
  void isRefused(String text) {
    assertThat(DateTimes.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"2025-01-01T00:00:00, true", "2025-01-01, false", "2025-01-01T00:00:00Z, false"})
  void aMissingOffsetIsToldApart(String text, boolean lacks) {
    assertThat(DateTimes.lacksOffset(text)).isEqualTo(lacks);
  }
}
