package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class CookbookIT {

  @Test
  void showsTheAnswersThatAnAnalystGets() throws Exception {
    String cookbook = Files.readString(Recipe.COOKBOOK);
    List<Recipe> recipes = Recipe.all();
    assertThat(recipes).hasSizeGreaterThanOrEqualTo(20);
    assertThat(recipes).hasSize((int) cookbook.lines().filter("```sql"::equals).count());

    String answered = cookbook;
    try (SmallPlatform platform = new SmallPlatform()) {
      for (Recipe recipe : recipes) {
        Answer answer = platform.answer(recipe.sql());
        assertThat(answer.rows()).as(recipe.title()).isNotEmpty();
        answered = recipe.answered(answered, answer.toString());
      }
    }

    GeneratedDocument.assertIs(Recipe.COOKBOOK, answered, CookbookIT.class);
  }
}
