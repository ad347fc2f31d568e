package io.syncpulse.backfill;

import java.util.ArrayList;
import java.util.List;

/** Remembers what the user was told. */
final class Notes implements Watcher {

  private final List<String> lines = new ArrayList<>();
  private final List<String> done = new ArrayList<>();

  List<String> lines() {
    return lines;
  }

  List<String> done() {
    return done;
  }

  @Override
  public void done(String what, long count, long total) {
    done.add(count + "/" + total + " " + what);
  }

  @Override
  public void note(String line) {
    lines.add(line);
  }
}
