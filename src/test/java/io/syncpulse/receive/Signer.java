package io.syncpulse.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Svix does, by the JDK alone: the judge of what the receiver takes. */
public record Signer(String secret) {

  /** The signature of a message, with its version. */
  public String sign(String id, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.replace("whsec_", ""));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + at.getEpochSecond() + ".").getBytes(US_ASCII));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The headers of a message, names and values in turn. */
  public String[] headers(String id, Instant at, byte[] body) {
    return new String[] {
      "svix-id",
      id,
      "svix-timestamp",
      "" + at.getEpochSecond(),
      "svix-signature",
      sign(id, at, body)
    };
  }
}
