package io.syncpulse.tool;

import io.syncpulse.backfill.Watcher;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a backfill is: a bar for a person who watches, a line now and then for a log. */
final class BackfillProgress implements Watcher, AutoCloseable {

  private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

  private final PrintWriter err;
  private final ProgressBar barOrNull;
  private long lastLine = System.nanoTime();

  BackfillProgress(PrintWriter err, boolean watched) {
    this.err = err;
    this.barOrNull =
        watched
            ? new ProgressBarBuilder()
                .setTaskName("backfill")
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .showSpeed()
                .build()
            : null;
  }

  @Override
  public void done(String what, long count, long total) {
    if (barOrNull != null) {
      barOrNull.maxHint(total);
      barOrNull.stepTo(count);
      barOrNull.setExtraMessage(what);
    } else if (System.nanoTime() - lastLine >= BETWEEN_LINES) {
      lastLine = System.nanoTime();
      String of = total < 0 ? "" : " of " + total;
      err.println(String.format(Locale.ROOT, "syncpulse: %d%s %s", count, of, what));
      err.flush();
    }
  }

  @Override
  public void note(String line) {
    err.println("syncpulse: " + OneLine.of(line));
    err.flush();
  }

  @Override
  public void close() {
    if (barOrNull != null) {
      barOrNull.close();
    }
  }
}
