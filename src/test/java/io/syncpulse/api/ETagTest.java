package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ETagTest {

  private static final ETag TAG = ETag.of("state".getBytes(UTF_8));

  @Test
  void matchesWhereItIsNamedAmongOthersStrongOrWeak() {
    String opaque = TAG.text().substring(2);

    assertThat(TAG.text()).matches("W/\"[0-9a-f]{16}\"");
    assertThat(TAG.matches(List.of(TAG.text()))).isTrue();
    assertThat(TAG.matches(List.of(opaque))).isTrue();
    assertThat(TAG.matches(List.of("\"a\" ,\t" + TAG.text() + ",W/\"b\""))).isTrue();
    assertThat(TAG.matches(List.of("\"a\"", TAG.text()))).isTrue();
    assertThat(TAG.matches(List.of(" * "))).isTrue();
  }

  @Test
  void matchesNothingElse() {
    String opaque = TAG.text().substring(2);

    assertThat(TAG.matches(List.of())).isFalse();
    for (String other :
        List.of("", ",", "W/", "\"\"", "\"*\"", opaque.replace("\"", ""), "w/" + opaque)) {
      assertThat(TAG.matches(List.of(other))).as(other).isFalse();
    }
  }

  @Property
  void isThatOfTheSameStateOnly(@ForAll byte[] one, @ForAll byte[] other) {
    assertThat(ETag.of(one)).isEqualTo(ETag.of(one.clone()));
    assertThat(ETag.of(one).equals(ETag.of(other))).isEqualTo(Arrays.equals(one, other));
  }

  @Test
  void neighboursDiffer() {
    Set<String> tags = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      tags.add(ETag.of(("{\"jobs\":" + i + "}").getBytes(UTF_8)).text());
    }
    assertThat(tags).hasSize(100_000);
  }
}
