package io.syncpulse.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Settings of the demo, from the environment. A variable that is empty counts as not set.
 *
 * @param simulate whether a simulated platform sends events
 * @param ports the port of each server
 * @param apiKey secret of the key that is created; 16 to 256 printable ASCII characters
 * @param organization owner of the key
 * @param seed of the simulation
 */
record DemoSettings(
    boolean simulate, Map<Server, Integer> ports, String apiKey, UUID organization, long seed) {

  /** A server of the demo, the variable that moves its port, and where it is otherwise. */
  enum Server {
    API("the API", "SYNCPULSE_API_PORT", 8080),
    KAFKA("Kafka", "SYNCPULSE_KAFKA_PORT", 9092),
    POSTGRES("Postgres", "SYNCPULSE_POSTGRES_PORT", 5432),
    FLINK("Flink's web UI", "SYNCPULSE_FLINK_PORT", 8081);

    final String title;
    final String variable;
    final int usualPort;

    Server(String title, String variable, int usualPort) {
      this.title = title;
      this.variable = variable;
      this.usualPort = usualPort;
    }
  }

  private static final String SIMULATE = "SYNCPULSE_DEMO_SIMULATE";
  private static final String API_KEY = "SYNCPULSE_DEMO_API_KEY";
  private static final String ORGANIZATION = "SYNCPULSE_DEMO_ORGANIZATION";
  private static final String SEED = "SYNCPULSE_DEMO_SEED";

  /**
   * Reads and checks all settings.
   *
   * @throws DemoException with everything that is wrong
   */
  static DemoSettings from(Map<String, String> environment) {
    return new Reader(environment).read();
  }

  int port(Server server) {
    return ports.get(server);
  }

  /** What is wrong with the ports at this moment: a sentence for each that is taken. */
  List<String> takenPorts() {
    return ports.entrySet().stream()
        .filter(port -> !Ports.isFree(port.getValue()))
        .map(
            port ->
                "Port %s, for %s, is taken: stop what uses it, or set %s to a free port."
                    .formatted(port.getValue(), port.getKey().title, port.getKey().variable))
        .toList();
  }

  private static final class Reader {

    private static final int NO_PORT = 0;

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    DemoSettings read() {
      DemoSettings settings =
          new DemoSettings(simulate(), ports(), apiKey(), organization(), seed());
      if (!problems.isEmpty()) {
        throw new DemoException(DemoException.USAGE, problems);
      }
      return settings;
    }

    private String text(String variable, String otherwise) {
      String value = environment.get(variable);
      return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private boolean simulate() {
      String value = text(SIMULATE, "true");
      if (!value.equals("true") && !value.equals("false")) {
        problems.add("%s is true or false, not \"%s\".".formatted(SIMULATE, value));
      }
      return value.equals("true");
    }

    private Map<Server, Integer> ports() {
      Map<Server, Integer> ports = new LinkedHashMap<>();
      for (Server server : Server.values()) {
        ports.put(server, port(server));
      }
      Map<Integer, List<String>> variables = new TreeMap<>();
      ports.forEach(
          (server, port) ->
              variables.computeIfAbsent(port, p -> new ArrayList<>()).add(server.variable));
      variables.remove(NO_PORT);
      variables.forEach(
          (port, same) -> {
            if (same.size() > 1) {
              problems.add("%s are the same port, %s.".formatted(String.join(" and ", same), port));
            }
          });
      return ports;
    }

    private int port(Server server) {
      String value = text(server.variable, Integer.toString(server.usualPort));
      if (value.matches("[0-9]{1,5}")) {
        int port = Integer.parseInt(value);
        if (port >= 1 && port <= 65_535) {
          return port;
        }
      }
      problems.add("%s is a port from 1 to 65535, not \"%s\".".formatted(server.variable, value));
      return NO_PORT;
    }

    private String apiKey() {
      String value = text(API_KEY, "demo-key-not-secret-0000");
      if (!value.matches("[!-~]{16,256}")) {
        // Not shown: it is a secret, if a bad one.
        problems.add(API_KEY + " has 16 to 256 printable ASCII characters and no spaces.");
      }
      return value;
    }

    private UUID organization() {
      String value = text(ORGANIZATION, "5eedc0de-0000-4000-8000-000000000001");
      if (value.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
        return UUID.fromString(value);
      }
      problems.add("%s is a UUID, not \"%s\".".formatted(ORGANIZATION, value));
      return null;
    }

    private long seed() {
      String value = text(SEED, "1");
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException e) {
        problems.add("%s is a whole number, not \"%s\".".formatted(SEED, value));
        return 0;
      }
    }
  }
}
