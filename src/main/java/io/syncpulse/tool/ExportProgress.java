package io.syncpulse.tool;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How many rows were written, for a person who watches; how many will be nobody knows before. */
final class ExportProgress implements AutoCloseable {

  private final ProgressBar barOrNull;
  private long rows;

  ExportProgress(String name, boolean watched) {
    barOrNull =
        watched
            ? new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(-1)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .showSpeed()
                .build()
            : null;
  }

  void step() {
    rows++;
    if (barOrNull != null) {
      barOrNull.stepTo(rows);
    }
  }

  long rows() {
    return rows;
  }

  @Override
  public void close() {
    if (barOrNull != null) {
      barOrNull.close();
    }
  }
}
