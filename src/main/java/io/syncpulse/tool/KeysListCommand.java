package io.syncpulse.tool;

import io.syncpulse.api.ApiKey;
import io.syncpulse.api.ApiKeys;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = "List all keys, oldest first; their tokens are stored nowhere.")
final class KeysListCommand implements Runnable {

  private static final String ROW = "%-36s  %-36s  %-8s  %-8s  %8s  %-20s  %-20s  %s";

  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;

  @Override
  public void run() {
    List<ApiKey> keys = options.database().ask(source -> new ApiKeys(source).list());
    Instant now = Instant.now();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        ROW.formatted(
            "ID", "ORGANIZATION", "PLATFORM", "STATE", "PER MIN", "CREATED", "EXPIRES", "NAME"));
    for (ApiKey key : keys) {
      out.println(
          ROW.formatted(
              key.id(),
              key.organizationId(),
              key.readsPlatform() ? "yes" : "no",
              state(key, now),
              key.requestsPerMinute() == 0 ? "no limit" : "" + key.requestsPerMinute(),
              key.createdAt().truncatedTo(ChronoUnit.SECONDS),
              key.expiresAt() == null ? "never" : key.expiresAt().truncatedTo(ChronoUnit.SECONDS),
              OneLine.of(key.name())));
    }
    out.flush();
  }

  private static String state(ApiKey key, Instant now) {
    if (key.revokedAt() != null) {
      return "revoked";
    }
    return key.isValidAt(now) ? "valid" : "expired";
  }
}
