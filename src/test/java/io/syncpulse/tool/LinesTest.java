package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LinesTest {

  private static final int LONGEST = 10;

  @Test
  void endsLinesAtLineFeedAndAtCarriageReturnLineFeed() throws IOException {
    assertThat(read("one\ntwo\r\n\nfour", LONGEST)).containsExactly("one", "two", "", "four");
  }

  @Test
  void hasNoLineAfterTheLastLineFeed() throws IOException {
    assertThat(read("one\n", LONGEST)).containsExactly("one");
    assertThat(read("", LONGEST)).isEmpty();
  }

  @Test
  void keepsACarriageReturnInsideALine() throws IOException {
    assertThat(read("a\rb\n", LONGEST)).containsExactly("a\rb");
  }

  @Test
  void cutsALineThatIsTooLongToOneByteMoreAndGoesOnAfterIt() throws IOException {
    String tooLong = "x".repeat(200_000);

    assertThat(read("0123456789\n" + tooLong + "\nafter\n" + tooLong, LONGEST))
        .containsExactly("0123456789", "x".repeat(LONGEST + 1), "after", "x".repeat(LONGEST + 1));
  }

  @Test
  void countsLines() throws IOException {
    Lines lines = new Lines(stream("a\n\nb", 1), LONGEST);
    lines.next();
    assertThat(lines.number()).isEqualTo(1);
    lines.next();
    lines.next();
    assertThat(lines.number()).isEqualTo(3);
  }

  @Property
  void givesBackWhatWasWrittenHoweverTheStreamIsCut(
      @ForAll @Size(max = 20)
          List<@StringLength(max = 10) @CharRange(from = 'a', to = 'c') String> written,
      @ForAll @IntRange(min = 1, max = 8) int chunk)
      throws IOException {
    String text = String.join("\n", written) + (written.isEmpty() ? "" : "\n");

    assertThat(read(new Lines(stream(text, chunk), LONGEST))).isEqualTo(written);
  }

  private static List<String> read(String text, int longest) throws IOException {
    return read(new Lines(stream(text, 1 << 20), longest));
  }

  private static List<String> read(Lines lines) throws IOException {
    List<String> read = new ArrayList<>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      read.add(new String(line, StandardCharsets.UTF_8));
    }
    return read;
  }

  /** Hands out no more than so many bytes at once, as pipes do. */
  private static InputStream stream(String text, int chunk) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, chunk));
      }
    };
  }
}
