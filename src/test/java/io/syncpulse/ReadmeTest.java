package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void theTableOfSettingsIsThatOfTheCode() throws IOException {
    String table =
        Settings.ALL.stream()
            .map(
                setting ->
                    "| `%s` | %s | %s | %s |"
                        .formatted(
                            setting.key(),
                            cell(setting.option().defaultValue()),
                            setting.lowest() == null
                                ? ""
                                : cell(setting.lowest()) + " to " + cell(setting.highest()),
                            setting.meaning()))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(Path.of("README.md"))).contains(table);
  }

  private static String cell(Object value) {
    String shown = Setting.shown(value);
    return shown.isEmpty() ? "" : "`" + shown + "`";
  }
}
