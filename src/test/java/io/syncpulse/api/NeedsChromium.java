package io.syncpulse.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests in a real browser. Where there is none they are left out, and that is said aloud. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(NeedsChromium.Condition.class)
@interface NeedsChromium {

  /** Looks for Debian's packages {@code chromium} and {@code chromium-driver}. */
  final class Condition implements ExecutionCondition {

    static final Path BROWSER = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      List<Path> missing =
          List.of(BROWSER, DRIVER).stream().filter(file -> !Files.isExecutable(file)).toList();
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("there is a browser");
      }
      String reason =
          "BROWSER TESTS SKIPPED: %s has no %s. Install Debian's chromium and chromium-driver."
              .formatted(context.getDisplayName(), missing);
      if (context.getTestMethod().isEmpty()) {
        System.err.println("*".repeat(100) + "\n" + reason + "\n" + "*".repeat(100));
      }
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
