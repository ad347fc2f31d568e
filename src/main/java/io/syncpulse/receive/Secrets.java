package io.syncpulse.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The secrets of the webhook subscription, more than one while an old one is being replaced. Never
 * printed: neither here nor in a message.
 *
 * <p>The library signs, and what it would sign is compared here: its own check reads the system's
 * clock, and knows one secret and one set of header names.
 */
final class Secrets {

  /** Shorter ones could be guessed; Svix's have 24 bytes, Standard Webhooks asks for as many. */
  private static final int SHORTEST_BYTES = 16;

  private static final String PREFIX = "whsec_";

  private final List<Webhook> secrets;

  private Secrets(List<Webhook> secrets) {
    this.secrets = secrets;
  }

  /**
   * Reads secrets.
   *
   * @param given {@code whsec_} and Base64, one or several separated by commas
   * @throws IllegalArgumentException says which one is malformed, but not what it is
   */
  static Secrets parse(String given) {
    if (given == null || given.isBlank()) {
      throw new IllegalArgumentException(
          "the webhook secret is missing: it is whsec_... as the subscription shows it");
    }
    List<Webhook> secrets = new ArrayList<>();
    for (String one : given.split(",", -1)) {
      secrets.add(parseOne(one.strip(), secrets.size() + 1));
    }
    return new Secrets(secrets);
  }

  private static Webhook parseOne(String secret, int number) {
    String base64 = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      if (key.length >= SHORTEST_BYTES) {
        return new Webhook(key);
      }
    } catch (IllegalArgumentException | EmptyWebhookSecretException malformed) {
      // Not passed on: it would quote a character of the secret.
    }
    throw new IllegalArgumentException(
        "webhook secret "
            + number
            + " must be whsec_ and the Base64 of at least "
            + SHORTEST_BYTES
            + " bytes: copy it from the subscription");
  }

  /**
   * Makes sure that one of the secrets signed the message. Which part of it differs does not show
   * in how long that takes.
   *
   * @throws RefusedException if none of them did, or the body is no text in UTF-8
   */
  void requireSigned(Signature signature, byte[] body) {
    String text = text(body);
    for (Webhook secret : secrets) {
      byte[] expected = sign(secret, signature, text).getBytes(US_ASCII);
      for (String given : signature.candidates().split(" ")) {
        if (MessageDigest.isEqual(expected, given.getBytes(UTF_8))) {
          return;
        }
      }
    }
    throw new RefusedException(
        Refusal.UNSIGNED, "No signature fits: check the webhook secret of this server");
  }

  private static String sign(Webhook secret, Signature signature, String body) {
    try {
      return secret.sign(signature.id(), signature.timestamp(), body);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("Every Java has HMAC with SHA-256", e);
    }
  }

  /** Strictly, for the library signs texts: what cannot be read must not pass for what can. */
  private static String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new RefusedException(Refusal.NOT_AN_EVENT, "The body is not UTF-8");
    }
  }

  @Override
  public String toString() {
    return secrets.size() + " secrets";
  }
}
