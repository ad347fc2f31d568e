package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CleanTextTest {

  @Property
  void whatComesOutIsUtf8WithoutNulAndAtMost8KiB(@ForAll("texts") String text)
      throws CharacterCodingException {
    String clean = CleanText.clean(text);
    // A fresh encoder reports what getBytes would paper over.
    int bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(clean)).remaining();
    assertThat(bytes).isLessThanOrEqualTo(8192);
    assertThat(clean).doesNotContain("\0");
    assertThat(new String(clean.getBytes(UTF_8), UTF_8)).isEqualTo(clean);
  }

  @Property
  void cleaningTwiceChangesNothing(@ForAll("texts") String text) {
    String clean = CleanText.clean(text);
    assertThat(CleanText.clean(clean)).isSameAs(clean);
  }

  @Property
  void aTextThatFitsKeepsEveryGoodCodePoint(@ForAll("texts") String text) {
    String mended =
        text.codePoints()
            .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String clean = CleanText.clean(text);
    if (mended.getBytes(UTF_8).length <= 8192) {
      assertThat(clean).isEqualTo(mended);
    } else {
      String kept = clean.substring(0, clean.length() - "… [cut]".length());
      assertThat(clean).endsWith("… [cut]");
      assertThat(mended).startsWith(kept);
      // Nothing was cut that would have fitted: the next code point and the mark take too much.
      String next = Character.toString(mended.codePointAt(kept.length()));
      assertThat((kept + next + "… [cut]").getBytes(UTF_8).length).isGreaterThan(8192);
    }
  }

  @Test
  void theLimitIsExact() {
    assertThat(CleanText.clean("x".repeat(8192))).isEqualTo("x".repeat(8192));
    assertThat(CleanText.clean("x".repeat(8193))).isEqualTo("x".repeat(8192 - 9) + "… [cut]");
    assertThat(CleanText.clean("😀".repeat(2048))).isEqualTo("😀".repeat(2048));
    assertThat(CleanText.clean("😀".repeat(2049))).isEqualTo("😀".repeat(2045) + "… [cut]");
  }

  @Test
  void anExcerptIsAShortLine() {
    assertThat(CleanText.excerpt("a\nb\u0000c\u0085d")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
    assertThat(CleanText.excerpt("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(CleanText.excerpt("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
    assertThat(CleanText.excerpt("x".repeat(79) + "😀")).isEqualTo("x".repeat(79) + "\uFFFD…");
  }

  @Provide
  Arbitrary<String> texts() {
    char[] hostile = {
      '\0', 'a', 'ı', 'é', '€', '\uFFFD', '\uD83D', '\uDE00', '\uD800', '\uDFFF', '\uFFFF'
    };
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(300),
        Arbitraries.strings().withChars(hostile).ofMaxLength(40),
        Arbitraries.strings().withChars(hostile).ofMinLength(2600).ofMaxLength(9000));
  }
}
