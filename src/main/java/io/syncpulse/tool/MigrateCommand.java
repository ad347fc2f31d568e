package io.syncpulse.tool;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "migrate",
    description = "Create the tables in Postgres, or bring them to this release.")
final class MigrateCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;

  @Override
  public void run() {
    Database database = options.database();
    List<String> applied = Migrations.apply(database);
    PrintWriter out = spec.commandLine().getOut();
    applied.forEach(migration -> out.println("applied " + migration));
    out.println("the tables in Postgres at " + database.address() + " are up to date");
    if (Migrations.lackAnalyst(database)) {
      out.println(
          "nobody may read the schema analytics yet, for user '"
              + database.login().user()
              + "' may not create roles: let an administrator run"
              + " \"CREATE ROLE syncpulse_analyst NOLOGIN\", then migrate again");
    }
    out.flush();
  }
}
