package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeadTest {

  private static final String CONNECTION = "c0000000-0000-4000-8000-00000000000a";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_type\":\"sync.running\"}",
        "{\"event_type\":\"collection.created\"}",
        "{\"event_type\":\"nobody.knows\",\"timestamp\":7,\"sync_job_id\":[]}",
        "{\"event_type\":\"\"}",
        " {\"data\":{\"event_type\":3},\"event_type\":\"x\"}\n",
      })
  void anObjectWithATypeIsAnEventWhateverTheType(String json) {
    assertThat(head(json)).isEqualTo(new EventHead(null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "[]",
        "\"event_type\"",
        "{}",
        "{\"event_type\":null}",
        "{\"event_type\":7}",
        "{\"event_type\":{}}",
        "{\"type\":\"sync.running\"}",
        "{\"event_type\":\"sync.running\"",
        "{\"event_type\":\"sync.running\"}{}",
      })
  void nothingElseIs(String json) {
    assertThat(head(json).isEvent()).isFalse();
    assertThat(head(json).problem()).isNotBlank();
  }

  @Test
  void aParserIsNotImpressedByWhatItReadBefore() {
    EventParser parser = new EventParser();
    parser.head(event(CONNECTION));

    assertThat(parser.head("{\"event_type\":\"x\"}".getBytes(UTF_8)).connection()).isNull();
    assertThat(parser.head("{}".getBytes(UTF_8)).isEvent()).isFalse();
  }

  @Test
  void theConnectionIsReadInEitherCase() {
    assertThat(head(event(CONNECTION)).connection()).hasToString(CONNECTION);
    assertThat(head(event(CONNECTION.replace('c', 'C').replace('a', 'A'))).connection())
        .hasToString(CONNECTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c0000000", "{c0000000-0000-4000-8000-00000000000a}"})
  void aConnectionThatIsNoUuidIsNone(String connection) {
    assertThat(head(event(connection))).isEqualTo(new EventHead(null, null));
  }

  private static byte[] event(String connection) {
    return ("{\"source_connection_id\":\"" + connection + "\",\"event_type\":\"sync.running\"}")
        .getBytes(UTF_8);
  }

  private static EventHead head(String json) {
    return head(json.getBytes(UTF_8));
  }

  private static EventHead head(byte[] json) {
    return new EventParser().head(json);
  }
}
