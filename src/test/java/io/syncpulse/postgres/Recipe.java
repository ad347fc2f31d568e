package io.syncpulse.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A question of the cookbook, the query for it, and the answer that the cookbook shows. */
record Recipe(String title, String sql, String answer) {

  static final Path COOKBOOK = Path.of("src/docs/cookbook.md");

  private static final Pattern QUESTION =
      Pattern.compile(
          "^## \\d+\\. (.+?)$.+?^```sql\n(.+?);\n```\n\n```text\n(.*?)```$",
          Pattern.MULTILINE | Pattern.DOTALL);

  /** All of the cookbook, in its order. */
  static List<Recipe> all() throws IOException {
    return QUESTION
        .matcher(Files.readString(COOKBOOK))
        .results()
        .map(found -> new Recipe(found.group(1), found.group(2), found.group(3)))
        .toList();
  }

  /** The text of the cookbook with this answer in the place of the one that it shows. */
  String answered(String cookbook, String newAnswer) {
    return cookbook.replaceFirst(
        Pattern.quote(sql + ";\n```\n\n```text\n" + answer + "```"),
        Matcher.quoteReplacement(sql + ";\n```\n\n```text\n" + newAnswer + "```"));
  }
}
