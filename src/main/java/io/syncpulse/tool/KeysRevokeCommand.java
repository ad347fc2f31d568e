package io.syncpulse.tool;

import io.syncpulse.api.ApiKeys;
import java.io.PrintWriter;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "revoke",
    description = "Revoke a key for ever; a running endpoint may honour it for some seconds more.")
final class KeysRevokeCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;

  @Parameters(
      paramLabel = "ID",
      converter = Converters.OfUuid.class,
      description = "The key's id, as 'syncpulse keys list' shows it; not its token.")
  private UUID id;

  @Override
  public void run() {
    boolean revoked = options.database().ask(source -> new ApiKeys(source).revoke(id));
    if (!revoked) {
      throw new ToolException(
          "there is no valid key " + id + ": see 'syncpulse keys list' for those there are");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("revoked " + id);
    out.flush();
  }
}
