package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenTest {

  @Test
  void randomTokensHave256BitsAndAPrefix() {
    assertThat(Token.random()).matches("sp_[A-Za-z0-9_-]{43}");
    assertThat(Stream.generate(Token::random).limit(100).collect(Collectors.toSet())).hasSize(100);
    assertThat(Token.isWellFormed(Token.random())).isTrue();
  }

  @Test
  void theHashIsThatOfTheText() {
    assertThat(HexFormat.of().formatHex(Token.sha256("abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aTokenSurvivesAHeader() {
    assertThat(Token.isWellFormed("a".repeat(15))).isFalse();
    assertThat(Token.isWellFormed("a".repeat(16))).isTrue();
    assertThat(Token.isWellFormed("a".repeat(256))).isTrue();
    assertThat(Token.isWellFormed("a".repeat(257))).isFalse();
    assertThat(Token.isWellFormed("a".repeat(15) + " ")).isFalse();
    assertThat(Token.isWellFormed("a".repeat(15) + "\n")).isFalse();
    assertThat(Token.isWellFormed("a".repeat(15) + "\u00fc")).isFalse();
  }
}
