package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncpulse.event.EventParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-02-01T00:00:00Z"), ZoneOffset.UTC);

  private final List<String> sent = new ArrayList<>();
  private final List<String> bad = new ArrayList<>();
  private final HandClock hands = new HandClock();

  @Test
  void keysEachEventByItsConnectionAndLeavesItsBytesAlone() throws Exception {
    String odd = "  " + Events.running(1, "2026-01-01T00:00:00Z") + "\t";
    String escaped =
        Events.running(2, "2026-01-01T00:00:00Z").replace("\"notion\"", "\"not\\u0131on ğ\"");

    replay(Pace.unbounded(), odd + "\r\n" + escaped);

    assertThat(sent)
        .containsExactly(Events.connection(1) + "=" + odd, Events.connection(2) + "=" + escaped);
    assertThat(bad).isEmpty();
  }

  @Test
  void sendsAKnownEventThatSaysNothingOfJobsWithoutAKey() throws Exception {
    String other = "{\"event_type\":\"collection.created\",\"timestamp\":\"2026-01-01T00:00:00Z\"}";

    replay(Pace.unbounded(), other);

    assertThat(sent).containsExactly("null=" + other);
  }

  @Test
  void reportsBadLinesByFileAndNumberAndGoesOn() throws Exception {
    String good = Events.running(1, "2026-01-01T00:00:00Z");
    String future = Events.running(1, "2026-03-01T00:00:00Z");
    String noConnection = good.replace("source_connection_id", "other_id");

    Replay replay = replay(Pace.unbounded(), "{\n\n" + good + "\n" + noConnection + "\n" + future);

    assertThat(sent).hasSize(1);
    assertThat(replay.skipped()).isEqualTo(3);
    assertThat(bad).hasSize(3);
    assertThat(bad.get(0)).startsWith("a.jsonl:1: not_json: ");
    assertThat(bad.get(1)).startsWith("a.jsonl:4: missing_id: ");
    assertThat(bad.get(2)).startsWith("a.jsonl:5: time_out_of_range: ");
  }

  @Test
  void aLineThatIsTooLongIsABadLine() throws Exception {
    String good = Events.running(1, "2026-01-01T00:00:00Z");

    replay(Pace.unbounded(), good + " ".repeat(EventParser.MAX_BYTES) + "\n" + good);

    assertThat(sent).containsExactly(Events.connection(1) + "=" + good);
    assertThat(bad).singleElement().asString().startsWith("a.jsonl:1: too_large: ");
  }

  @Test
  void aBadLineOnATerminalIsOneLineWithoutControlCharacters() throws Exception {
    replay(Pace.unbounded(), "\u001b[2J\u0007{\"event_type\":\"sync.\\u001b]0;x\"");

    assertThat(bad).singleElement().asString().doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void stopsWhereTheReportOfABadLineThrows() {
    String good = Events.running(1, "2026-01-01T00:00:00Z");
    Consumer<String> stop =
        line -> {
          throw new ToolException(line);
        };

    assertThatThrownBy(() -> replay(Pace.unbounded(), good + "\nbad\n" + good, stop))
        .isInstanceOf(ToolException.class)
        .hasMessageStartingWith("a.jsonl:2: ");
    assertThat(sent).hasSize(1);
  }

  @Test
  void waitsUntilEachEventIsDue() throws Exception {
    replay(
        Pace.speed(60),
        String.join(
            "\n",
            Events.running(1, "2026-01-01T00:00:00Z"),
            Events.running(2, "2026-01-01T00:01:00Z"),
            Events.running(3, "2026-01-01T00:00:30Z"),
            Events.running(4, "2026-01-01T00:03:00Z")));

    assertThat(sent).hasSize(4);
    assertThat(hands.pauses).containsExactly(1_000_000_000L, 2_000_000_000L);
  }

  @Test
  void doesNotWaitForWhatIsOverdue() throws Exception {
    hands.costOfReading = 700_000_000L;

    replay(Pace.rate(2), (Events.running(1, "2026-01-01T00:00:00Z") + "\n").repeat(3));

    assertThat(hands.pauses).isEmpty();
  }

  private Replay replay(Pace pace, String text) throws IOException, InterruptedException {
    return replay(pace, text, bad::add);
  }

  private Replay replay(Pace pace, String text, Consumer<String> badLine)
      throws IOException, InterruptedException {
    Replay replay =
        new Replay(
            (key, value) -> sent.add((key == null ? null : text(key)) + "=" + text(value)),
            pace,
            hands,
            NOW,
            badLine);
    replay.file("a.jsonl", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return replay;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Moves on by what is waited for, and by a fixed time whenever it is looked at. */
  private static final class HandClock implements PacedClock {

    private final List<Long> pauses = new ArrayList<>();
    private long now = 42;
    private long costOfReading;

    @Override
    public long nanos() {
      now += costOfReading;
      return now;
    }

    @Override
    public void pause(long nanos) {
      pauses.add(nanos);
      now += nanos;
    }
  }
}
