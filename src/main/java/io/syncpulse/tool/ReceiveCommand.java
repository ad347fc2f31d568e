package io.syncpulse.tool;

import io.syncpulse.receive.ReceiverSettings;
import io.syncpulse.receive.WebhookReceiver;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "receive",
    description = {
      "Take Airweave's webhooks at /webhooks/airweave and put their events into Kafka, until stopped.",
      "What was answered with 204 is in Kafka; everything else Airweave sends again."
    })
final class ReceiveCommand implements Runnable {

  private static final String HOST = "127.0.0.1";
  private static final String PORT = "8090";

  @Spec private CommandSpec spec;
  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--receiver-host",
      paramLabel = "ADDRESS",
      defaultValue = HOST,
      description = "Address to listen on (default: " + HOST + "; 0.0.0.0 for every one).")
  private String host;

  @Option(
      names = "--receiver-port",
      paramLabel = "PORT",
      defaultValue = PORT,
      description = "Port to listen on (default: " + PORT + "; 0 for a free one).")
  private int port;

  @Option(
      names = "--webhook-secret",
      paramLabel = "TEXT",
      description =
          "Signing secret of the webhook subscription (whsec_...), required; several with commas"
              + " between them while one is being replaced. Give it as SYNCPULSE_WEBHOOK_SECRET:"
              + " other users of this machine can read a command line.")
  private String secret;

  @Override
  public void run() {
    WebhookReceiver receiver = start(settings());
    Serving.untilStopped(() -> announce(receiver), receiver::close);
  }

  private ReceiverSettings settings() {
    if (secret == null) {
      throw new ParameterException(
          spec.commandLine(),
          "the webhook secret is missing: give it as SYNCPULSE_WEBHOOK_SECRET (--webhook-secret)");
    }
    try {
      return new ReceiverSettings(host, port, secret, kafka.topic, kafka.clients());
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private WebhookReceiver start(ReceiverSettings settings) {
    try {
      return WebhookReceiver.start(settings);
    } catch (IllegalStateException taken) {
      throw new ToolException(
          taken.getMessage() + " (--receiver-port, SYNCPULSE_RECEIVER_PORT)", taken);
    } catch (KafkaException wrong) {
      throw KafkaFailure.explain(kafka.servers(), kafka.topic, wrong);
    }
  }

  /** The receiver outlives an outage of Kafka, so it starts in one too, but says so. */
  private void announce(WebhookReceiver receiver) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("receiving on http://" + host + ":" + receiver.port() + "/webhooks/airweave");
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    receiver.trouble().ifPresent(why -> err.println("syncpulse: not ready yet: " + why));
    err.flush();
  }
}
