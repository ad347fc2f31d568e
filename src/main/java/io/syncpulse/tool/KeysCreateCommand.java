package io.syncpulse.tool;

import io.syncpulse.api.ApiKey;
import io.syncpulse.api.ApiKeys;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "create",
    description = {
      "Make a key that reads the jobs of one organization.",
      "Its token is the last line of standard output, and is shown this once."
    })
final class KeysCreateCommand implements Runnable {

  private static final String LIMIT = "100";

  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;

  @Option(
      names = "--organization",
      paramLabel = "UUID",
      required = true,
      converter = Converters.OfUuid.class,
      description = "Whose jobs the key reads.")
  private UUID organization;

  @Option(
      names = "--platform",
      description = "It also reads the figures of the whole platform, all organizations together.")
  private boolean platform;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      required = true,
      description = "What people call the key.")
  private String name;

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      defaultValue = LIMIT,
      description = "Its limit (default: " + LIMIT + "; 0 for none).")
  private int requestsPerMinute;

  @Option(
      names = "--expires-at",
      paramLabel = "TIME",
      converter = Converters.OfInstant.class,
      description = "When it ends, such as 2030-01-31T00:00:00Z (default: never).")
  private Instant expiresAt;

  @Override
  public void run() {
    ApiKeys.Created created =
        options
            .database()
            .ask(
                source -> {
                  try {
                    return new ApiKeys(source)
                        .create(organization, platform, name, requestsPerMinute, expiresAt);
                  } catch (IllegalArgumentException wrong) {
                    throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
                  }
                });
    ApiKey key = created.key();
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "key %s '%s' of organization %s%s: %s, %s"
            .formatted(
                key.id(),
                OneLine.of(key.name()),
                key.organizationId(),
                key.readsPlatform() ? " and the platform" : "",
                key.requestsPerMinute() == 0
                    ? "no limit"
                    : key.requestsPerMinute() + " requests a minute",
                key.expiresAt() == null ? "never expires" : "expires at " + key.expiresAt()));
    err.println("its token is shown this once, so keep it now:");
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.println(created.token());
    out.flush();
  }
}
