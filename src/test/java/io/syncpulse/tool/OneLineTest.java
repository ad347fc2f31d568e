package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OneLineTest {

  @Test
  void joinsLinesAndDropsControlCharacters() {
    assertThat(OneLine.of(" a\r\n\tb\u001b[31m c\u0000 ")).isEqualTo("a b [31m c");
    assertThat(OneLine.of(null)).isEmpty();
  }

  @Property
  void isBoundedAndOneLineWhateverComes(@ForAll String text) {
    String line = OneLine.of(text.repeat(20));

    assertThat(line.length()).isLessThanOrEqualTo(503);
    assertThat(line.lines().count()).isLessThanOrEqualTo(1);
    assertThat(line.chars().noneMatch(Character::isISOControl)).isTrue();
  }
}
