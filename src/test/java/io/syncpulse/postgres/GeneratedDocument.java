package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that a test makes: compared, or written anew with {@code -Ddocs=write}. */
final class GeneratedDocument {

  private GeneratedDocument() {}

  static void assertIs(Path path, String text, Class<?> test) throws IOException {
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(path, text);
    }
    assertThat(Files.exists(path) ? Files.readString(path) : "")
        .as(
            "%s is not what it is made of. Write it anew: mvn test -Dtest=%s -Ddocs=write",
            path, test.getSimpleName())
        .isEqualTo(text);
  }
}
