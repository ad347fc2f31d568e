package io.syncpulse.tool;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream as their bytes, without the line end ({@code \n} or {@code \r\n}), in
 * bounded memory.
 */
final class Lines {

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private byte[] line = new byte[1 << 12];
  private int position;
  private int end;
  private long number;

  /**
   * Reads lines.
   *
   * @param longest bytes; a longer line comes back cut to one byte more, which is enough to judge
   *     that it is too long, and the rest of it is passed over
   */
  Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The next line; null at the end of the stream. */
  byte[] next() throws IOException {
    int length = 0;
    boolean any = false;
    while (fill()) {
      any = true;
      int stop = position;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      length = keep(length, stop - position);
      position = stop;
      if (stop < end) {
        position++;
        break;
      }
    }
    if (!any) {
      return null;
    }
    number++;
    boolean carriageReturn = length > 0 && length <= longest && line[length - 1] == '\r';
    return Arrays.copyOf(line, carriageReturn ? length - 1 : length);
  }

  /** Number of the line that {@link #next} returned last; the first is 1. */
  long number() {
    return number;
  }

  private int keep(int length, int more) {
    int kept = Math.min(more, longest + 1 - length);
    if (length + kept > line.length) {
      line = Arrays.copyOf(line, Math.min(Math.max(length + kept, line.length * 2), longest + 1));
    }
    System.arraycopy(buffer, position, line, length, kept);
    return length + kept;
  }

  private boolean fill() throws IOException {
    if (position == end) {
      position = 0;
      end = Math.max(0, in.read(buffer));
    }
    return position < end;
  }
}
