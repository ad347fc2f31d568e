package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.syncpulse.http.RawHttp;
import io.syncpulse.http.RequestLog;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line a request, with what finds it again and without what is secret. */
class RequestLogIT {

  private final Logger logger = (Logger) LoggerFactory.getLogger(RequestLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private RunningApi api;

  @BeforeEach
  void start() {
    api = RunningApi.start();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
    logger.setAdditive(true);
    api.close();
  }

  @Test
  void aRequestIsOneLineWithItsKeyAndWithoutItsToken() {
    ApiKeys.Created created = api.keys.create(UUID.randomUUID(), "test", 0, null);
    String path = jobsOf(UUID.randomUUID());

    api.send(
        "GET",
        path + "?api_key=" + created.token(),
        "x-api-key",
        created.token(),
        "x-request-id",
        "call-1");

    Map<String, Object> line = onlyLine();
    assertThat(line)
        .containsEntry("request_id", "call-1")
        .containsEntry("method", "GET")
        .containsEntry("path", path)
        .containsEntry("status", 404)
        .containsEntry("key_id", created.key().id())
        .containsKey("ms");
    assertThat(line.toString()).doesNotContain(created.token());
  }

  @Test
  void aRequestThatNoRouteSawIsALineToo() throws IOException {
    RawHttp.exchange(
        api.server.port(), "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");

    Map<String, Object> line = onlyLine();
    assertThat(line).containsEntry("status", 414).doesNotContainKey("key_id");
    assertThat(line.get("path").toString()).hasSizeLessThanOrEqualTo(200);
  }

  private Map<String, Object> onlyLine() {
    await().until(() -> !lines.list.isEmpty());
    assertThat(lines.list).hasSize(1);
    return lines.list.get(0).getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
  }
}
