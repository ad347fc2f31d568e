package io.syncpulse.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes HTML that is well-formed XML, too: every text and attribute is escaped, every element
 * closed. What XML cannot hold becomes U+FFFD.
 */
final class Markup {

  private final XMLStreamWriter out;

  Markup(Writer writer) {
    try {
      out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
    } catch (XMLStreamException unusable) {
      throw failure(unusable);
    }
  }

  private interface Step {
    void run() throws XMLStreamException;
  }

  private Markup run(Step step) {
    try {
      step.run();
    } catch (XMLStreamException broken) {
      throw failure(broken);
    }
    return this;
  }

  private static UncheckedIOException failure(XMLStreamException broken) {
    return new UncheckedIOException(
        broken.getCause() instanceof IOException io ? io : new IOException(broken));
  }

  Markup doctype() {
    return run(() -> out.writeDTD("<!DOCTYPE html>\n"));
  }

  /** Opens an element with attributes: name, value, name, value. */
  Markup open(String tag, String... attributes) {
    return run(
        () -> {
          out.writeStartElement(tag);
          write(attributes);
        });
  }

  /** An element that never has content, such as a shape. */
  Markup empty(String tag, String... attributes) {
    return run(
        () -> {
          out.writeEmptyElement(tag);
          write(attributes);
        });
  }

  /** An element with a text. */
  Markup leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  Markup text(String text) {
    return run(() -> out.writeCharacters(clean(text)));
  }

  Markup close() {
    return run(out::writeEndElement);
  }

  /** Closes what is open and hands everything to the writer. */
  void end() {
    run(out::writeEndDocument);
    run(out::flush);
  }

  private void write(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      out.writeAttribute(attributes[i], clean(attributes[i + 1]));
    }
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(allowed(c) ? c : 0xFFFD));
    return clean.toString();
  }

  private static boolean allowed(int c) {
    return c >= 0x20 ? (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF : c == 9 || c == 10;
  }
}
