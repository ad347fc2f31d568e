package io.syncpulse.tool;

import java.io.InputStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.nativ.CLibrary;

/** The bar that a person watches while a file is replayed. */
final class ReplayProgress {

  private static final int STANDARD_ERROR = 2;
  private static final long MEGABYTE = 1_000_000;

  private ReplayProgress() {}

  /**
   * The same stream, with a bar on standard error that moves as it is read and ends when it is
   * closed.
   *
   * @param size bytes in the stream, negative when that is not known
   */
  static InputStream watch(InputStream in, String name, long size) {
    return ProgressBar.wrap(
        in,
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(size)
            .setUnit(" MB", MEGABYTE)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .showSpeed());
  }

  /** The JDK knows only whether standard input and output both are a terminal. */
  static boolean errorIsTerminal() {
    try {
      return CLibrary.isatty(STANDARD_ERROR) == 1;
    } catch (LinkageError notOnThisSystem) {
      return false;
    }
  }
}
