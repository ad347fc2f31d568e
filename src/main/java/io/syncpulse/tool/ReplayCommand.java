package io.syncpulse.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    description = {
      "Send files of events to Kafka, keyed by source connection, their bytes untouched.",
      "To send a file again does no harm: the job counts each event once."
    })
final class ReplayCommand implements Callable<Integer> {

  /** What becomes of a line that the job could not use. */
  enum BadLines {
    SKIP,
    FAIL
  }

  @ParentCommand private SyncPulse root;
  @Spec private CommandSpec spec;
  @Mixin private KafkaOptions kafka;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "JSON lines, plain or gzip; - for standard input.")
  private List<String> files;

  @Option(
      names = "--rate",
      paramLabel = "EVENTS",
      description = "Send so many events a second (default: as fast as Kafka takes them).")
  private Double rate;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description = "Send them as they happened by their own timestamps, so many times faster.")
  private Double speed;

  @Option(
      names = "--bad-lines",
      paramLabel = "skip|fail",
      defaultValue = "skip",
      description = "Pass over a line that is no usable event, or stop at it (default: skip).")
  private BadLines badLines;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Pace pace = pace();
    List<EventFile> inputs = files.stream().map(given -> new EventFile(given, root.in)).toList();
    long start = System.nanoTime();
    try (EventTopic topic = EventTopic.open(kafka.clients(), kafka.topic)) {
      Replay replay =
          new Replay(topic::send, pace, PacedClock.system(), Clock.systemUTC(), onBadLine(topic));
      try {
        for (EventFile input : inputs) {
          send(replay, input, topic);
        }
        topic.flush();
      } finally {
        summarize(topic.delivered(), replay.skipped(), System.nanoTime() - start);
      }
    }
    return 0;
  }

  private void send(Replay replay, EventFile input, EventTopic topic) throws InterruptedException {
    try (InputStream in = input.open(root.watched)) {
      replay.file(input.name(), in);
    } catch (IOException unreadable) {
      topic.flush();
      throw new ToolException(
          "cannot read " + input.name() + " to its end: " + OneLine.of(unreadable.getMessage()),
          unreadable);
    }
  }

  private Pace pace() {
    if (rate != null && speed != null) {
      throw wrong("--rate and --speed exclude each other (SYNCPULSE_RATE, SYNCPULSE_SPEED)");
    }
    if (rate != null) {
      return Pace.rate(positive("--rate", rate));
    }
    return speed == null ? Pace.unbounded() : Pace.speed(positive("--speed", speed));
  }

  private double positive(String option, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw wrong(option + " must be a number above 0");
    }
    return value;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Consumer<String> onBadLine(EventTopic topic) {
    PrintWriter err = spec.commandLine().getErr();
    if (badLines == BadLines.SKIP) {
      return line -> {
        err.println("syncpulse: skipped " + line);
        err.flush();
      };
    }
    return line -> {
      topic.flush();
      throw new ToolException(line + "; --bad-lines skip passes over such lines");
    };
  }

  private void summarize(long sent, long skipped, long nanos) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT, "sent %d, skipped %d, %.1f seconds", sent, skipped, nanos / 1e9));
    out.flush();
  }
}
