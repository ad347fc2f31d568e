package io.syncpulse.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vectors are those that the libraries of Svix and Standard Webhooks publish in their tests.
 */
class SecretsTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long AT = 1_614_265_330;
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String NOT_SIGNED = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330,"
            + " '{\"test\": 2432232314}', 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330,"
            + " '{\"test\": 2432232314}', 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD, msg_27UH4WbU6Z5A5EzD8u03UvzRbpk, 1649367553,"
            + " '{\"email\":\"test@example.com\",\"username\":\"test_user\"}',"
            + " 'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw='",
      })
  void publishedVectorsAreSigned(
      String secret, String id, long timestamp, String body, String signature) {
    Signature given = new Signature(id, timestamp, signature);

    assertThatCode(() -> Secrets.parse(secret).requireSigned(given, body.getBytes(UTF_8)))
        .doesNotThrowAnyException();
    assertThat(new Signer(secret).sign(id, Instant.ofEpochSecond(timestamp), body.getBytes(UTF_8)))
        .isEqualTo(signature);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NOT_SIGNED
            + " v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= "
            + SIGNED
            + " "
            + NOT_SIGNED,
        SIGNED + " " + NOT_SIGNED,
        "nonsense  " + SIGNED,
      })
  void oneOfSeveralSignaturesIsEnough(String candidates) {
    assertThatCode(() -> check(SECRET, ID, AT, candidates, BODY)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NOT_SIGNED,
        "v1,dawfeoifkpqwoekfpqoekf",
        "v1,g0hM9",
        "v1,",
        "v1",
        "",
        " ",
        "invalid_signature",
        "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        SIGNED + "=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
      })
  void noneThatFitsIsRefused(String candidates) {
    assertRefused(Refusal.UNSIGNED, () -> check(SECRET, ID, AT, candidates, BODY));
  }

  @Test
  void whateverIsChangedOfTheMessageIsNotSigned() {
    assertRefused(Refusal.UNSIGNED, () -> check(SECRET, ID, AT, SIGNED, BODY + " "));
    assertRefused(Refusal.UNSIGNED, () -> check(SECRET, ID, AT, SIGNED, BODY.replace('4', '5')));
    assertRefused(Refusal.UNSIGNED, () -> check(SECRET, ID + "x", AT, SIGNED, BODY));
    assertRefused(Refusal.UNSIGNED, () -> check(SECRET, ID, AT + 1, SIGNED, BODY));
    assertRefused(Refusal.UNSIGNED, () -> check(OTHER, ID, AT, SIGNED, BODY));
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET + "," + OTHER, OTHER + ", " + SECRET, " " + SECRET + " "})
  void anyOfTheSecretsMayHaveSigned(String secrets) {
    assertThatCode(() -> check(secrets, ID, AT, SIGNED, BODY)).doesNotThrowAnyException();
  }

  /** Decoded with replacement, these bytes would be the text that was signed. */
  @Test
  void bytesThatAreNoTextDoNotPassForTheTextThatWasSigned() {
    byte[] text = "{\"a\":\"\uFFFD\"}".getBytes(UTF_8);
    String signature = new Signer(SECRET).sign(ID, Instant.ofEpochSecond(AT), text);
    byte[] noText = "{\"a\":\"?\"}".getBytes(UTF_8);
    noText[6] = (byte) 0xff;
    Signature given = new Signature(ID, AT, signature);

    assertThatCode(() -> Secrets.parse(SECRET).requireSigned(given, text))
        .doesNotThrowAnyException();
    assertRefused(Refusal.NOT_AN_EVENT, () -> Secrets.parse(SECRET).requireSigned(given, noText));
  }

  @ParameterizedTest
  @CsvSource({
    "'whsec_', 1",
    "'whsec_c2hvcnQ=', 1",
    "'hunter2-hunter2-hunter2-hunter2', 1",
    "'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,', 2",
    "',whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 1",
    "'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_hunter2!', 2",
  })
  void aMalformedSecretIsNamedByItsPlaceAndNotShown(String secrets, int malformed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secrets.parse(secrets))
        .withMessage(
            "webhook secret %d must be whsec_ and the Base64 of at least 16 bytes:"
                + " copy it from the subscription",
            malformed)
        .withNoCause();
  }

  @Test
  void sixteenBytesAreEnough() {
    assertThatCode(() -> Secrets.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILA")).doesNotThrowAnyException();
  }

  @Test
  void thereMustBeOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secrets.parse(" "))
        .withMessageContaining("missing");
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(Secrets.parse(SECRET + "," + OTHER)).hasToString("2 secrets");
  }

  private static void check(String secrets, String id, long at, String candidates, String body) {
    Secrets.parse(secrets).requireSigned(new Signature(id, at, candidates), body.getBytes(UTF_8));
  }

  private static void assertRefused(Refusal refusal, Runnable check) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(check::run)
        .matches(e -> e.refusal() == refusal, "is " + refusal);
  }
}
