package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityQueryTest {

  private static final Instant NOW = Instant.parse("2025-01-10T12:34:56.789Z");

  @Test
  void withoutParametersItIsTheLastWeekOfTheOrganization() {
    CapacityQuery query = parse("");

    assertThat(query.scope()).isEqualTo(FigureScope.ORGANIZATION);
    assertThat(query.from()).isEqualTo("2025-01-03T12:30:00Z");
    assertThat(query.to()).isEqualTo("2025-01-10T13:00:00Z");
    assertThat(query.resolution()).isEqualTo(Resolution.HALF_HOUR);
    assertThat(query.workers()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-01T00:00:00Z, 2025-01-01T01:00:00Z, 1m",
    "2025-01-01T00:00:00Z, 2025-01-02T00:00:00Z, 5m",
    "2025-01-01T00:00:00Z, 2025-01-05T00:00:00Z, 15m",
    "2025-01-01T00:00:00Z, 2025-01-08T00:00:00Z, 30m",
    "2024-12-20T00:00:00Z, 2025-01-04T00:00:00Z, 1h",
    "2024-12-01T00:00:00Z, 2024-12-31T00:00:00Z, 3h",
    "2024-10-01T00:00:00Z, 2024-12-31T00:00:00Z, 6h"
  })
  void theResolutionGoesWithTheRange(String from, String to, String resolution) {
    CapacityQuery query = parse("from=" + from + "&to=" + to);

    assertThat(query.resolution().wireName()).isEqualTo(resolution);
    assertThat(query.from()).isEqualTo(from);
    assertThat(query.to()).isEqualTo(to);
  }

  @Test
  void aRangeWidensToWholeSteps() {
    CapacityQuery query =
        parse("from=2025-01-01T10:10:10Z&to=2025-01-02T10:10:10%2B05:30&resolution=1d&workers=7");

    assertThat(query.from()).isEqualTo("2025-01-01T00:00:00Z");
    assertThat(query.to()).isEqualTo("2025-01-03T00:00:00Z");
    assertThat(query.workers()).isEqualTo(7);
    assertThat(query.sweepResolution()).isEqualTo(Resolution.FIVE_MINUTES);
    assertThat(parse("from=2025-01-10T12:00:00Z").sweepResolution())
        .isEqualTo(Resolution.ONE_MINUTE);
  }

  @ParameterizedTest
  @CsvSource({
    "scope=all, scope, enum",
    "resolution=2m, resolution, enum",
    "workers=0, workers, greater_than_equal",
    "workers=1000001, workers, less_than_equal",
    "workers=many, workers, int_parsing",
    "from=yesterday, from, datetime_parsing",
    "to=2025-01-01T00:00:00, to, timezone_aware",
    "from=2025-01-02T00:00:00Z&to=2025-01-02T00:00:00Z, to, value_error",
    "from=2025-01-11T00:00:00Z, from, value_error",
    "from=2025-01-01T00:00:00Z&resolution=1m, resolution, value_error",
    "from=2024-01-01T00:00:00Z, to, value_error",
    "to=2026-01-01T00:00:00Z, to, value_error"
  })
  void aBadParameterIsNamed(String query, String name, String type) {
    List<Problem> problems = problems(query);

    assertThat(problems)
        .extracting(problem -> problem.loc().get(1), Problem::type)
        .containsExactly(tuple(name, type));
  }

  @Test
  void tooFineAResolutionIsToldWithOneThatFits() {
    assertThat(problems("resolution=1m").get(0).msg())
        .isEqualTo("Value error, should be 30m or coarser for a range this long");
    assertThat(Duration.ofDays(100)).isEqualTo(CapacityQuery.LONGEST_RANGE);
    assertThat(problems("from=2024-01-01T00:00:00Z").get(0).msg())
        .isEqualTo("Value error, should be at most 100 days later than from");
  }

  private static CapacityQuery parse(String query) {
    return CapacityQuery.parse(QueryString.parse(query), NOW);
  }

  private static List<Problem> problems(String query) {
    return catchThrowableOfType(InvalidRequestException.class, () -> parse(query)).problems();
  }
}
