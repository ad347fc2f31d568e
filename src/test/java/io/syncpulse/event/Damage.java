package io.syncpulse.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/** What may happen to bytes on their way. */
final class Damage {

  private Damage() {}

  /** Bytes changed, removed, doubled or cut off: mostly at signs that mean something in JSON. */
  static byte[] to(byte[] whole, Random random) {
    StringBuilder text = new StringBuilder(new String(whole, ISO_8859_1));
    for (int i = 1 + random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.setCharAt(at, "{}[]\",:\\0-+.eEntf".charAt(random.nextInt(17)));
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
        default -> text.setLength(at);
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }
}
