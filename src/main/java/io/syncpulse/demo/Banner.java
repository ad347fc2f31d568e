package io.syncpulse.demo;

import io.syncpulse.demo.DemoSettings.Server;
import java.util.Locale;
import java.util.UUID;

/** What the demo says when it is up: where everything is, and what to try. */
final class Banner {

  private Banner() {}

  static String text(DemoSettings settings, UUID connection, long seconds) {
    int api = settings.port(Server.API);
    int kafka = settings.port(Server.KAFKA);
    int postgres = settings.port(Server.POSTGRES);
    String places =
        String.format(
            Locale.ROOT,
            """

        The Syncpulse demo is up, after %d s. Ctrl-C ends it.

          Dashboard      http://127.0.0.1:%d, sign in with the API key below
          API            http://127.0.0.1:%d
          API reference  http://127.0.0.1:%d/docs
          Flink's UI     http://127.0.0.1:%d
          Postgres       psql -h 127.0.0.1 -p %d -U syncpulse syncpulse
          Kafka          127.0.0.1:%d, topics sync-events and sync-events-dead
          API key        %s
          Organization   %s

        """,
            seconds,
            api,
            api,
            api,
            settings.port(Server.FLINK),
            postgres,
            kafka,
            settings.apiKey(),
            settings.organization());
    return places
        + (settings.simulate() ? toTry(settings, api, connection) : toReplay(settings, api, kafka));
  }

  private static String toTry(DemoSettings settings, int api, UUID connection) {
    return String.format(
        Locale.ROOT,
        """
        The last jobs of a connection, how its jobs went in the last 24 hours, and the connections
        with the lowest success rates:

        %s
        %s
        %s
        """,
        curl(settings, api, "/" + connection + "/jobs?limit=3"),
        curl(settings, api, "/" + connection + "/metrics?window=24h"),
        curl(settings, api, "?sort=success_rate&limit=3"));
  }

  private static String toReplay(DemoSettings settings, int api, int kafka) {
    return String.format(
        Locale.ROOT,
        """
        It is empty. To replay a file of events into it, one JSON object a line:

          mvn -q package -DskipTests
          SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:%d java -jar target/syncpulse.jar replay FILE

        Then look at one of its connections. The key sees those of its organization:
        SYNCPULSE_DEMO_ORGANIZATION at the start of the demo makes it the file's.

        %s
        """,
        kafka,
        curl(settings, api, "/CONNECTION/jobs?limit=3"));
  }

  private static String curl(DemoSettings settings, int api, String address) {
    return String.format(
        Locale.ROOT,
        "  curl -s -H 'x-api-key: %s' 'http://127.0.0.1:%d/source-connections%s'",
        settings.apiKey().replace("'", "'\\''"),
        api,
        address);
  }
}
