package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ApiSettingsTest {

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApiSettings(" ", 65_536, "http://x", "u", "p", 0))
        .withMessage(
            "API settings: the host is missing; the port must be 0 to 65535, not 65536;"
                + " the JDBC URL must start with jdbc:postgresql:;"
                + " the pool size must be 1 to 1000, not 0");
  }

  @Test
  void secretsAreNotPrinted() {
    ApiSettings settings =
        new ApiSettings("h", 1, "jdbc:postgresql://d/x?password=hidden", "u", "hidden", 1);

    assertThat(settings.toString()).doesNotContain("hidden");
  }
}
