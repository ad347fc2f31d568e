package io.syncpulse.tool;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "backfill",
    description = {
      "Bring over the history that Airweave had before, into a Kafka topic of its own: the job"
          + " reads it in bounded mode.",
      "The topic is the only memory of a backfill. Run again after it was interrupted, it goes on"
          + " where the topic ends; to bring everything over anew, name another topic."
    },
    subcommands = {BackfillAirweaveCommand.class, BackfillPostgresCommand.class})
final class BackfillCommand {

  @ParentCommand private SyncPulse root;

  /** Whether a person watches. */
  boolean watched() {
    return root.watched;
  }
}
