package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PostgresLoginTest {

  @Test
  void showsWhereAndWhoButNeverThePassword() {
    PostgresLogin login =
        new PostgresLogin("jdbc:postgresql://db:6543/history?password=hidden", "me", "hidden");
    assertThat(login).hasToString("me@db:6543/history");
  }

  @Test
  void knowsTheDefaultsOfTheUrl() {
    assertThat(new PostgresLogin("jdbc:postgresql://db/history", "me", "").address())
        .isEqualTo("db:5432/history");
  }

  @Test
  void refusesAnotherUrlWithoutRepeatingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PostgresLogin("jdbc:mysql://db/x?password=hidden", "me", ""))
        .withMessageContaining("jdbc:postgresql://host:port/database")
        .withMessageNotContainingAny("hidden");
  }
}
