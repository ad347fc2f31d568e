package io.syncpulse.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

class DataDictionaryIT {

  @Test
  void saysWhatTheCommentsSay() throws Exception {
    try (TestDatabase postgres = TestDatabase.shared();
        Connection connection = postgres.connect()) {
      GeneratedDocument.assertIs(
          Path.of("src/docs/data-dictionary.md"),
          DataDictionary.of(connection),
          DataDictionaryIT.class);
    }
  }
}
