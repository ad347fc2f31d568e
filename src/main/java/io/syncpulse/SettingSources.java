package io.syncpulse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Where settings come from. What is further down wins: defaults, a file ({@code --config},
 * properties or YAML), the environment ({@code SYNCPULSE_JDBC_URL} is {@code jdbc.url}), arguments
 * ({@code --jdbc.url VALUE} or {@code --jdbc.url=VALUE}). An empty variable counts as not set,
 * because that is what compose files make of an optional one.
 */
final class SettingSources {

  private static final String CONFIG = "config";

  /** Every scalar is the text that stands there: a password 1.10 is not the number 1.1. */
  private static final LoadSettings TEXTS =
      LoadSettings.builder().setSchema(new FailsafeSchema()).build();

  private SettingSources() {}

  /**
   * Reads settings from all sources and checks them.
   *
   * @throws InvalidSettings if the arguments or the file cannot be read, or values are wrong
   */
  static JobSettings load(String[] arguments, Map<String, String> environment) {
    Map<String, String> given = arguments(arguments);
    String file = given.remove(CONFIG);
    Map<String, String> merged = new LinkedHashMap<>();
    if (file != null) {
      merged.putAll(file(Path.of(file)));
    }
    for (Setting<?> setting : Settings.ALL) {
      String value = environment.get(setting.environmentName());
      if (value != null && !value.isBlank()) {
        merged.put(setting.key(), value);
      }
    }
    merged.putAll(given);
    return JobSettings.of(merged);
  }

  private static Map<String, String> arguments(String[] arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--")) {
        throw wrong("arguments are --name value or --name=value, but one is \"%s\"", argument);
      }
      int equals = argument.indexOf('=');
      if (equals > 0) {
        given.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (i + 1 < arguments.length) {
        given.put(argument.substring(2), arguments[++i]);
      } else {
        throw wrong("%s: the value is missing", argument);
      }
    }
    return given;
  }

  private static Map<String, String> file(Path path) {
    String name = path.getFileName().toString();
    boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
    Map<String, String> read = new LinkedHashMap<>();
    try (Reader reader = Files.newBufferedReader(path)) {
      if (isYaml) {
        flatten("", new Load(TEXTS).loadFromReader(reader), read);
      } else {
        Properties properties = new Properties();
        properties.load(reader);
        properties.forEach((key, value) -> read.put(key.toString(), value.toString()));
      }
    } catch (NoSuchFileException e) {
      throw wrong("config: there is no file %s", path);
    } catch (IOException | YamlEngineException | IllegalArgumentException e) {
      // The parser's message quotes the file, which may hold a password.
      throw wrong("config: cannot read %s (%s)", path, e.getClass().getSimpleName());
    }
    return read;
  }

  private static void flatten(String prefix, Object node, Map<String, String> into) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, value, into));
    } else if (prefix.isEmpty() && node != null) {
      throw wrong("config: the file must hold settings by name");
    } else if (node != null) {
      into.put(prefix, node.toString());
    }
  }

  private static InvalidSettings wrong(String format, Object... values) {
    return new InvalidSettings(List.of(format.formatted(values)));
  }
}
