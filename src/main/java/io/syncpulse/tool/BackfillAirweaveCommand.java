package io.syncpulse.tool;

import io.syncpulse.backfill.AirweaveBackfill;
import io.syncpulse.backfill.ApiAddress;
import io.syncpulse.backfill.BackfillException;
import io.syncpulse.backfill.Timing;
import io.syncpulse.event.Id;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "airweave",
    description = {
      "Bring over what Airweave's API shows: of each source connection its 1000 newest jobs.",
      "It asks no faster than the API allows, and waits for it where it has to."
    })
final class BackfillAirweaveCommand implements Runnable {

  private static final String URL = "https://api.airweave.ai";

  @ParentCommand private BackfillCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private BackfillOptions options;

  @Option(
      names = {"--url", "--airweave-url"},
      paramLabel = "URL",
      defaultValue = URL,
      description = "Airweave's API (default: " + URL + ").")
  private String url;

  @Option(
      names = {"--api-key", "--airweave-api-key"},
      paramLabel = "TEXT",
      required = true,
      description =
          "Its key. Give it as SYNCPULSE_AIRWEAVE_API_KEY: other users of this machine can read a"
              + " command line.")
  private String key;

  @Option(
      names = "--organization",
      paramLabel = "UUID",
      converter = Converters.OfUuid.class,
      description =
          "The organization that the key is of. Needed where the API does not tell it; where it"
              + " does, it must be the same.")
  private UUID organization;

  @Option(
      names = "--retry-for",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = Converters.OfDuration.class,
      description = "How long to wait for an API that is away or fails (default: 5m).")
  private Duration patience;

  @Override
  public void run() {
    ApiAddress address = address();
    long start = System.nanoTime();
    try (BackfillProgress progress =
            new BackfillProgress(spec.commandLine().getErr(), parent.watched());
        BackfillTopic topic = options.open("airweave " + address, progress)) {
      AirweaveBackfill backfill =
          new AirweaveBackfill(address, key, patience, Timing.system(), topic, progress);
      AirweaveBackfill.Summary done =
          backfill.run(organization == null ? null : Id.of(organization));
      summarize(done, topic.skipped(), System.nanoTime() - start);
    } catch (BackfillException failure) {
      throw new ToolException(failure.getMessage(), failure);
    }
  }

  private ApiAddress address() {
    try {
      return new ApiAddress(url);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          spec.commandLine(),
          "--url (SYNCPULSE_AIRWEAVE_URL) is not an address such as %s: %s"
              .formatted(URL, wrong.getMessage()),
          wrong);
    }
  }

  private void summarize(AirweaveBackfill.Summary done, long skipped, long nanos) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT,
            "sent %d jobs of %d connections to %s, skipped %d, %.1f seconds",
            done.jobs(),
            done.connections(),
            options.topic,
            skipped,
            nanos / 1e9));
    out.println(
        String.format(
            Locale.ROOT,
            "%d connections were there before, %d were deleted meanwhile, %d have older jobs than the API shows",
            done.already(),
            done.gone(),
            done.capped()));
    out.flush();
  }
}
