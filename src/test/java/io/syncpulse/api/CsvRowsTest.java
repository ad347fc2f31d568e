package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** What another parser reads of it. */
class CsvRowsTest {

  private static final String FORMULA_SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  @Property
  void everyTextComesBackOnceOneApostropheIsTakenOff(
      @ForAll @Size(min = 1, max = 5) List<String> texts) throws IOException {
    CsvRows csv = new CsvRows();
    texts.forEach(csv::text);

    assertThat(onlyRow(csv)).map(CsvRowsTest::restored).isEqualTo(texts);
  }

  @Property
  void noTextBeginsWithTheSignOfAFormula(@ForAll String rest) throws IOException {
    for (char sign : FORMULA_SIGNS.toCharArray()) {
      assertThat(onlyRow(new CsvRows().text(sign + rest))).containsExactly("'" + sign + rest);
    }
  }

  @Property
  void everyNumberReadsBackAsItself(@ForAll double number, @ForAll long whole) throws IOException {
    List<String> cells = onlyRow(new CsvRows().number(number).number(whole));

    assertThat(Double.parseDouble(cells.get(0))).isEqualTo(number);
    assertThat(cells.get(0)).doesNotContain("E");
    assertThat(cells.get(1)).isEqualTo(Long.toString(whole));
  }

  @Example
  void theBytesAreThoseOfRfc4180() {
    CsvRows csv = new CsvRows().header(List.of("a", "b,c"));
    csv.text("say \"x\"").text("two\nlines").endRow();
    csv.text(null).text("").endRow();
    csv.text("=1+1").text("\u0130\ud83d\ude00").endRow();

    assertThat(new String(csv.toBytes(), UTF_8))
        .isEqualTo(
            "a,\"b,c\"\r\n\"say \"\"x\"\"\",\"two\nlines\"\r\n,\"\"\r\n'=1+1,\u0130\ud83d\ude00\r\n");
  }

  @Example
  void numbersTimesAndIdsStayWhatTheyAre() {
    UUID id = new UUID(1, 2);
    CsvRows csv = new CsvRows();
    csv.number(-1L).number(-0.5).number(1e10).number(null).endRow();
    csv.time(Instant.parse("2025-01-01T00:00:04.115Z")).time(null).id(id).id(null).endRow();
    csv.truth(true).truth(null).numbers(List.of(1L, 2L)).numbers(List.of()).numbers(null).endRow();

    assertThat(new String(csv.toBytes(), UTF_8))
        .isEqualTo(
            "-1,-0.5,10000000000,\r\n2025-01-01T00:00:04.115Z,,00000000-0000-0001-0000-000000000002,\r\n"
                + "true,,\"[1,2]\",[],\r\n");
  }

  @Example
  void whatWasDrainedDoesNotComeAgain() throws IOException {
    StringWriter out = new StringWriter();
    CsvRows csv = new CsvRows();

    csv.text("a").endRow().drainTo(out);
    csv.text("b").endRow().drainTo(out);

    assertThat(out.toString()).isEqualTo("a\r\nb\r\n");
  }

  private static List<String> onlyRow(CsvRows csv) throws IOException {
    String written = new String(csv.endRow().toBytes(), UTF_8);
    List<CSVRecord> rows = CSVFormat.RFC4180.parse(new StringReader(written)).getRecords();
    assertThat(rows).hasSize(1);
    return Arrays.asList(rows.get(0).values());
  }

  private static String restored(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }
}
