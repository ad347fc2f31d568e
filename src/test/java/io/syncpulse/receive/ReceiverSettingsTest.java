package io.syncpulse.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class ReceiverSettingsTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void allThatIsWrongIsNamedAtOnceAndNoSecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ReceiverSettings(" ", 65_536, "whsec_hunter2", "", new Properties()).secrets())
        .withMessage(
            "receiver settings: the host is missing; the port must be 0 to 65535, not 65536;"
                + " webhook secret 1 must be whsec_ and the Base64 of at least 16 bytes:"
                + " copy it from the subscription;"
                + " the topic is missing; Kafka's bootstrap.servers are missing");
  }

  @Test
  void secretsAreNotPrinted() {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", "k:9092");
    kafka.setProperty("sasl.jaas.config", "password=hidden");
    ReceiverSettings settings = new ReceiverSettings("h", 1, SECRET, "t", kafka);

    assertThat(settings.toString()).doesNotContain("hidden", SECRET.substring(6));
  }
}
