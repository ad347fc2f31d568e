package io.syncpulse.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class EventFileTest {

  @Test
  void readsEveryMemberOfAGzipStreamThatComesSlowly() throws IOException {
    InputStream pipe = new SlowPipe(List.of(gzip("one\n"), gzip("two\n"), gzip("three\n")));

    try (InputStream content = new EventFile("-", pipe).open(false)) {
      assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo("one\ntwo\nthree\n");
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  /** Hands out one piece a read, and never has more at once, like a pipe whose writer is slower. */
  private static final class SlowPipe extends InputStream {

    private final Deque<byte[]> pieces;

    SlowPipe(List<byte[]> pieces) {
      this.pieces = new ArrayDeque<>(pieces);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("read by the piece");
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      byte[] piece = pieces.poll();
      if (piece == null) {
        return -1;
      }
      System.arraycopy(piece, 0, into, offset, piece.length);
      return piece.length;
    }
  }
}
