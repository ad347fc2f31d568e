package io.syncpulse.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs each query of the cookbook three times on a database that {@link TenMillionJobs} has filled:
 * the first and the best time, and which large tables its plan reads from one end to the other.
 * Arguments: JDBC URL, user, password, and the beginning of a title to run only what it fits.
 */
final class CookbookBenchmark {

  private static final int RUNS = 3;
  private static final Pattern LARGE =
      Pattern.compile("Seq Scan on (sync_job|hourly_metrics|rolling_metrics)");

  private CookbookBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    String wanted = arguments.length > 3 ? arguments[3] : "";
    List<Recipe> recipes = Recipe.all();
    System.out.println("| question | first | best of 3 | reads all of |\n|---|---|---|---|");
    try (Connection connection =
        DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
      execute(connection, "SET timezone = 'UTC'");
      execute(connection, "SET ROLE syncpulse_analyst");
      for (Recipe recipe : recipes) {
        if (recipe.title().startsWith(wanted)) {
          measure(connection, recipe);
        }
      }
    }
  }

  private static void measure(Connection connection, Recipe recipe) throws SQLException {
    double first = 0;
    double best = Double.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      Answer.to(connection, recipe.sql());
      double seconds = (System.nanoTime() - start) / 1e9;
      first = run == 0 ? seconds : first;
      best = Math.min(best, seconds);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f s | %.2f s | %s |%n",
        recipe.title(),
        first,
        best,
        String.join(", ", readsAllOf(connection, recipe.sql())));
  }

  private static TreeSet<String> readsAllOf(Connection connection, String sql) throws SQLException {
    TreeSet<String> tables = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet line = statement.executeQuery("EXPLAIN " + sql)) {
      while (line.next()) {
        Matcher scan = LARGE.matcher(line.getString(1));
        if (scan.find()) {
          tables.add(scan.group(1));
        }
      }
    }
    return tables;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
