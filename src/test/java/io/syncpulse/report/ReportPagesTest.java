package io.syncpulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPagesTest {

  private static final Instant FROM = Instant.parse("2026-01-05T00:00:00Z");
  private static final String HOSTILE =
      "<script>alert(1)</script>\"'&\u202Eevil\u0000\uD800]]>" + "x".repeat(8192);

  private static CapacityReport report(int days, int jobs, String type) throws SQLException {
    Period period = Period.between(FROM, FROM.plus(Duration.ofDays(days)));
    Random random = new Random(42);
    List<JobSpan> spans = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      long created = period.from() + (long) (random.nextDouble() * period.length());
      long started = created + random.nextInt(60_000_000);
      long left = started + random.nextInt(Integer.MAX_VALUE);
      spans.add(
          new JobSpan(
              new UUID(0, i % 50), i % 3 == 0 ? type : null, true, created, started, left, 100));
    }
    spans.sort(Comparator.comparingLong(JobSpan::createdAt));
    return CapacityReport.of(
        spans::forEach, new Question(period, 4, Duration.ofSeconds(30), false), period.to());
  }

  private static String html(CapacityReport report) {
    StringWriter page = new StringWriter();
    HtmlReport.write(report, page);
    return page.toString();
  }

  private static Document parsed(String page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  @Test
  void aHostileSourceTypeIsTextAndNothingElse() throws Exception {
    String page = html(report(20, 900, HOSTILE));

    Document parsed = parsed(page);
    assertThat(elements(parsed, "script")).isEmpty();
    assertThat(elements(parsed, "bdi"))
        .extracting(Element::getTextContent)
        .anyMatch(text -> text.startsWith("<script>alert(1)</script>") && text.length() < 100);
    assertThat(page).doesNotContain("<script", "\u0000");
  }

  @Test
  void nothingIsFetchedFromAnywhere() throws Exception {
    Document page = parsed(html(report(20, 900, "notion")));

    assertThat(elements(page, "*"))
        .allSatisfy(
            element -> {
              assertThat(element.getTagName())
                  .isNotIn("link", "img", "iframe", "object", "embed", "image", "use", "base");
              for (String attribute : List.of("src", "href", "xlink:href", "srcset", "action")) {
                assertThat(element.hasAttribute(attribute)).isFalse();
              }
            });
    assertThat(elements(page, "style").get(0).getTextContent()).doesNotContain("url(", "@import");
  }

  @Test
  void everySectionSaysItsNumberOfJobsOrDaysAndItsPeriod() throws Exception {
    List<Element> sections =
        elements(parsed(html(report(20, 900, "notion"))), "section").stream()
            .filter(section -> section.getAttribute("class").isEmpty())
            .toList();

    assertThat(sections).hasSize(6);
    assertThat(sections)
        .extracting(Element::getTextContent)
        .allMatch(text -> text.matches("(?s).*n = [0-9,]+ (whole days|jobs).*"))
        .allMatch(text -> text.contains("5 Jan 2026 00:00 to 25 Jan 2026 00:00 UTC"));
  }

  @Test
  void everyPictureHasANameATextAndATable() throws Exception {
    Document page = parsed(html(report(20, 900, "notion")));

    List<Element> pictures = elements(page, "svg");
    assertThat(pictures).hasSizeGreaterThanOrEqualTo(6);
    assertThat(pictures)
        .allSatisfy(
            picture -> {
              assertThat(picture.getAttribute("role")).isEqualTo("img");
              assertThat(picture.getAttribute("aria-label")).isNotBlank();
              assertThat(picture.getFirstChild().getNodeName()).isEqualTo("title");
              assertThat(picture.getElementsByTagName("desc").item(0).getTextContent())
                  .isNotBlank();
              Element section = (Element) picture.getParentNode().getParentNode();
              assertThat(section.getElementsByTagName("table").getLength()).isPositive();
            });
  }

  @Test
  void noFigureIsBrokenHoweverLittleThereIs() throws Exception {
    for (int jobs : new int[] {1, 5, 30, 900}) {
      for (int days : new int[] {1, 6, 20}) {
        String page = html(report(days, jobs, "notion"));
        assertThat(page).as("%s jobs in %s days", jobs, days).doesNotContain("NaN", "Infinity");
        parsed(page);
      }
    }
  }

  @Test
  void tooLittleDataSaysSoInsteadOfDrawing() throws Exception {
    String page = html(report(6, 12, "notion"));

    assertThat(page)
        .contains("Too little data: 6 of at least 14 whole days")
        .contains("too little data: 12 of at least 20 jobs with a known start")
        .contains("shorter than a week");
    assertThat(page).doesNotContain("class=\"band\"", "class=\"line p95\"");
  }

  @Test
  void jsonHasTheSameFiguresInSnakeCase() throws Exception {
    CapacityReport report = report(20, 900, HOSTILE);
    StringWriter json = new StringWriter();
    JsonReport.write(report, json);

    JsonNode read = new ObjectMapper().readTree(json.toString());
    assertThat(read.get("from").asText()).isEqualTo("2026-01-05T00:00:00Z");
    assertThat(read.get("jobs").asLong()).isEqualTo(900);
    assertThat(read.get("use").get("running_mean").asDouble())
        .isEqualTo(report.use().runningMean());
    assertThat(read.get("hour_of_week")).hasSize(168);
    assertThat(read.get("days").get(0).get("date").asText()).isEqualTo("2026-01-05");
    assertThat(read.get("what_if").get("rows").get(0).has("queue_p95")).isTrue();
  }

  @Test
  void csvQuotesWhatHasToBeAndLeavesNoFormula() throws Exception {
    StringWriter csv = new StringWriter();
    CsvReport.write(report(20, 900, "=cmd|' /C calc'!A0,\"x\"\n"), csv);

    assertThat(csv.toString())
        .startsWith("section,key,measure,value,n\r\n")
        .contains("source_type,\"'=cmd|' /C calc'!A0,\"\"x\"\"\n\",jobs,300,300\r\n")
        .doesNotContain(",=", "\"=");
  }
}
