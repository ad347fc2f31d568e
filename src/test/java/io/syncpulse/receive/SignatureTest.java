package io.syncpulse.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  private static final long AT = 1_614_265_330;
  private static final Instant NOW = Instant.ofEpochSecond(AT);

  private final Map<String, String> headers = new HashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"svix", "webhook"})
  void isReadByEitherNames(String prefix) {
    give(prefix, "" + AT);

    assertThat(read()).isEqualTo(new Signature(prefix, AT, "v1,x v1,y"));
  }

  @Test
  void svixComesFirstWhereBothAreThere() {
    give("webhook", "" + AT);
    give("svix", "" + AT);

    assertThat(read().id()).isEqualTo("svix");
  }

  @Test
  void theOthersCountWhereOneOfSvixIsMissing() {
    give("webhook", "" + AT);
    give("svix", "" + AT);
    headers.remove("svix-signature");

    assertThat(read().id()).isEqualTo("webhook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "timestamp", "signature"})
  void allThreeAreNeededAndNeverMixed(String missing) {
    give("svix", "" + AT);
    headers.put("webhook-" + missing, headers.remove("svix-" + missing));

    assertRefused("missing");
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -299, 0, 299, 300})
  void theClocksMayBeFiveMinutesApart(long seconds) {
    give("svix", "" + (AT + seconds));

    assertThatCode(this::read).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, Long.MIN_VALUE, Long.MAX_VALUE - AT, Long.MIN_VALUE + AT})
  void moreIsOldOrAhead(long seconds) {
    give("svix", "" + (AT + seconds));

    assertRefused("5 minutes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "", " ", "1614265330.0", "99999999999999999999", "2021-02-25"})
  void theTimeIsANumberOfSeconds(String timestamp) {
    give("svix", timestamp);

    assertRefused("no number");
  }

  private void give(String prefix, String timestamp) {
    headers.put(prefix + "-id", prefix);
    headers.put(prefix + "-timestamp", timestamp);
    headers.put(prefix + "-signature", "v1,x v1,y");
  }

  private Signature read() {
    return Signature.of(headers::get, NOW);
  }

  private void assertRefused(String why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(this::read)
        .withMessageContaining(why)
        .matches(e -> e.refusal() == Refusal.UNSIGNED);
  }
}
