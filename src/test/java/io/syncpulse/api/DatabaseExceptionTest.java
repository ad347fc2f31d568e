package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseExceptionTest {

  @ParameterizedTest
  @CsvSource({
    "08001, UNAVAILABLE",
    "08006, UNAVAILABLE",
    "57P01, UNAVAILABLE",
    "57P03, UNAVAILABLE",
    "53300, UNAVAILABLE",
    "57014, TOO_SLOW",
    "42P01, MISCONFIGURED",
    "28P01, MISCONFIGURED",
    "3D000, MISCONFIGURED",
    "42501, MISCONFIGURED",
    "22P02, FAILED"
  })
  void theStateTellsTheKind(String state, DatabaseException.Kind kind) {
    DatabaseException direct = DatabaseException.of(new SQLException("secret", state));
    DatabaseException pooled =
        DatabaseException.of(
            new SQLTransientConnectionException("secret", new SQLException("secret", state)));

    assertThat(direct.kind()).isEqualTo(kind);
    assertThat(pooled.kind()).isEqualTo(kind);
    assertThat(direct.getMessage()).isEqualTo(pooled.getMessage()).doesNotContain("secret");
  }

  @Test
  void aPoolThatWaitedInVainIsBusy() {
    assertThat(DatabaseException.of(new SQLTransientConnectionException("timed out")).kind())
        .isEqualTo(DatabaseException.Kind.BUSY);
  }
}
