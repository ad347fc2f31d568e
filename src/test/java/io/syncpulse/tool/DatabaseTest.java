package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.postgres.PostgresLogin;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTest {

  private static final Database DATABASE =
      new Database(
          new PostgresLogin("jdbc:postgresql://db:5433/jobs?password=s3cret", "ann", "s3cret"));

  @ParameterizedTest
  @CsvSource({
    "28P01, refused user 'ann': check --jdbc-user and --jdbc-password",
    "28000, refused user 'ann'",
    "3D000, has no database db:5433/jobs: create it",
    "08001, is it running? Check --jdbc-url",
    "57P03, is it running?",
    "42P01, run 'syncpulse migrate' first",
    "42703, run 'syncpulse migrate' first",
    "42501, user 'ann' lacks a right in Postgres at db:5433/jobs: what it said",
    "XX000, said: what it said (SQLSTATE XX000)",
  })
  void saysWhatIsWrongAndWhatToDo(String sqlState, String expected) {
    Throwable failure =
        new RuntimeException("wrapped", new SQLException("what\nit said", sqlState));

    assertThat(DATABASE.explain(failure))
        .hasMessageContaining(expected)
        .hasMessageContaining("db:5433/jobs")
        .hasMessageNotContaining("s3cret")
        .hasMessageNotContaining("\n")
        .hasCause(failure);
  }

  @Test
  void passesOnWhatIsNoErrorOfSql() {
    assertThat(DATABASE.explain(new IllegalStateException("Validate failed:\nchecksum")))
        .hasMessage("Postgres at db:5433/jobs: Validate failed: checksum");
  }

  @Test
  void neverShowsItsPassword() {
    assertThat(DATABASE.toString()).contains("ann").doesNotContain("s3cret");
  }
}
