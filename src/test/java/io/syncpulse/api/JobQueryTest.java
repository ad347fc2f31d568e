package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncpulse.event.JobStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobQueryTest {

  private static final String CONNECTION = "0a0b0c0d-1111-4222-8333-444455556666";

  @Test
  void withoutParametersItIsTheNewestHundred() {
    JobQuery query = parse(null);

    assertThat(query.connection()).isEqualTo(UUID.fromString(CONNECTION));
    assertThat(query.limit()).isEqualTo(100);
    assertThat(query.statuses()).isEmpty();
    assertThat(query.createdAfter()).isNull();
    assertThat(query.createdBefore()).isNull();
    assertThat(query.cursor()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1000", "007, 7", "%2B5, 5", "000000000000000000000000000001, 1"})
  void limitsAreRead(String text, int limit) {
    assertThat(parse("limit=" + text).limit()).isEqualTo(limit);
  }

  @Test
  void aStatusGivenTwiceCountsOnce() {
    assertThat(parse("status=failed&status=running&status=failed").statuses())
        .containsExactly(JobStatus.RUNNING, JobStatus.FAILED);
  }

  @ParameterizedTest
  @CsvSource({"FAILED", "Pending", "lost", "''", "'failed,running'"})
  void anyOtherStatusIsRefused(String status) {
    assertThat(problems(CONNECTION, "status=" + status))
        .containsExactly(
            new Problem(
                List.of("query", "status", 0),
                "Input should be one of: created, pending, running, cancelling, completed,"
                    + " cancelled, failed",
                "enum"));
  }

  @Test
  void aParameterGivenTwiceIsRefusedEvenWhenBothAgree() {
    assertThat(problems(CONNECTION, "limit=5&limit=5"))
        .containsExactly(
            new Problem(
                List.of("query", "limit"),
                "Input should be given once, not 2 times",
                "multiple_values"));
  }

  @Test
  void theNextPageIsTheSameQueryWithTheCursor() {
    Cursor place = new Cursor(Instant.parse("2025-01-01T00:00:00.000001Z"), new UUID(3, 4));
    JobQuery query =
        parse(
            "status=failed&limit=7&created_before=2025-02-01T00:00:00-03:00"
                + "&created_after=2025-01-01T00:00:00.5Z&include=created_at");

    String address = query.pageAfter(place);

    assertThat(address).startsWith("/source-connections/" + CONNECTION + "/jobs?");
    JobQuery next = parse(address.substring(address.indexOf('?') + 1));
    assertThat(next)
        .isEqualTo(
            new JobQuery(
                query.connection(),
                7,
                query.statuses(),
                query.createdAfter(),
                query.createdBefore(),
                place,
                true));
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String connection, @ForAll String value) {
    String text = URLEncoder.encode(value, StandardCharsets.UTF_8);
    assertThatThrownBy(
            () ->
                JobQuery.parse(
                    connection,
                    QueryString.parse(
                        "limit=%1$s&status=%1$s&created_after=%1$s&cursor=%1$s"
                            .replace("%1$s", text))))
        .isInstanceOf(InvalidRequestException.class);
  }

  private static JobQuery parse(String query) {
    return JobQuery.parse(CONNECTION, QueryString.parse(query));
  }

  private static List<Problem> problems(String connection, String query) {
    try {
      JobQuery.parse(connection, QueryString.parse(query));
      return List.of();
    } catch (InvalidRequestException e) {
      return e.problems();
    }
  }
}
