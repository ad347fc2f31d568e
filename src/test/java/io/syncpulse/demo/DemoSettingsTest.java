package io.syncpulse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.syncpulse.demo.DemoSettings.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {

  @Test
  void needsNothingFromTheEnvironment() {
    DemoSettings settings = DemoSettings.from(Map.of("SYNCPULSE_DEMO_SIMULATE", " "));

    assertThat(settings.simulate()).isTrue();
    assertThat(settings.port(Server.API)).isEqualTo(8080);
    assertThat(settings.port(Server.KAFKA)).isEqualTo(9092);
    assertThat(settings.port(Server.POSTGRES)).isEqualTo(5432);
    assertThat(settings.port(Server.FLINK)).isEqualTo(8081);
    assertThat(settings.apiKey()).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void takesWhatTheEnvironmentSays() {
    UUID organization = new UUID(1, 2);
    DemoSettings settings =
        DemoSettings.from(
            Map.of(
                "SYNCPULSE_DEMO_SIMULATE", "false",
                "SYNCPULSE_KAFKA_PORT", "19092",
                "SYNCPULSE_DEMO_API_KEY", "another-key-0123",
                "SYNCPULSE_DEMO_ORGANIZATION", organization.toString(),
                "SYNCPULSE_DEMO_SEED", "-7"));

    assertThat(settings.simulate()).isFalse();
    assertThat(settings.port(Server.KAFKA)).isEqualTo(19092);
    assertThat(settings.apiKey()).isEqualTo("another-key-0123");
    assertThat(settings.organization()).isEqualTo(organization);
    assertThat(settings.seed()).isEqualTo(-7);
  }

  @Test
  void saysAllThatIsWrongAtOnceAndNoSecret() {
    Map<String, String> wrong =
        Map.of(
            "SYNCPULSE_DEMO_SIMULATE", "yes",
            "SYNCPULSE_API_PORT", "65536",
            "SYNCPULSE_KAFKA_PORT", "-1",
            "SYNCPULSE_POSTGRES_PORT", "7000",
            "SYNCPULSE_FLINK_PORT", "7000",
            "SYNCPULSE_DEMO_API_KEY", "too-short",
            "SYNCPULSE_DEMO_ORGANIZATION", "1-1-1-1-1",
            "SYNCPULSE_DEMO_SEED", "1.5");

    DemoException refusal =
        catchThrowableOfType(DemoException.class, () -> DemoSettings.from(wrong));

    assertThat(refusal.exitCode()).isEqualTo(2);
    assertThat(refusal.getMessage().lines())
        .containsExactly(
            "SYNCPULSE_DEMO_SIMULATE is true or false, not \"yes\".",
            "SYNCPULSE_API_PORT is a port from 1 to 65535, not \"65536\".",
            "SYNCPULSE_KAFKA_PORT is a port from 1 to 65535, not \"-1\".",
            "SYNCPULSE_POSTGRES_PORT and SYNCPULSE_FLINK_PORT are the same port, 7000.",
            "SYNCPULSE_DEMO_API_KEY has 16 to 256 printable ASCII characters and no spaces.",
            "SYNCPULSE_DEMO_ORGANIZATION is a UUID, not \"1-1-1-1-1\".",
            "SYNCPULSE_DEMO_SEED is a whole number, not \"1.5\".");
  }

  @Test
  void namesEveryTakenPortAndItsVariable() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket api = new ServerSocket(0, 1, loopback);
        ServerSocket flink = new ServerSocket(0, 1, loopback)) {
      DemoSettings settings =
          DemoSettings.from(
              Map.of(
                  "SYNCPULSE_API_PORT", "" + api.getLocalPort(),
                  "SYNCPULSE_FLINK_PORT", "" + flink.getLocalPort(),
                  "SYNCPULSE_KAFKA_PORT", "" + Ports.free(),
                  "SYNCPULSE_POSTGRES_PORT", "" + Ports.free()));

      assertThat(settings.takenPorts())
          .containsExactly(
              "Port %s, for the API, is taken: stop what uses it, or set SYNCPULSE_API_PORT to a free port."
                  .formatted(api.getLocalPort()),
              "Port %s, for Flink's web UI, is taken: stop what uses it, or set SYNCPULSE_FLINK_PORT to a free port."
                  .formatted(flink.getLocalPort()));
    }
  }
}
