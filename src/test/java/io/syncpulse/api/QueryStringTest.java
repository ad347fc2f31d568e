package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QueryStringTest {

  @Test
  void valuesAreDecodedAndKeptInOrder() {
    QueryString query = QueryString.parse("a=1&b=%C3%BC+x&a=2&&c&=d&e=f=g");

    assertThat(query.all("a")).containsExactly("1", "2");
    assertThat(query.all("b")).containsExactly("\u00fc x");
    assertThat(query.all("c")).containsExactly("");
    assertThat(query.all("e")).containsExactly("f=g");
    assertThat(query.all("z")).isEmpty();
  }

  @Test
  void aBrokenEscapeStandsForItself() {
    assertThat(QueryString.parse("a=%zz&b=%").all("a")).containsExactly("%zz");
  }

  @Test
  void noQueryHasNoValues() {
    assertThat(QueryString.parse(null).all("a")).isEmpty();
  }

  @Property
  void anyTextIsRead(@ForAll String text) {
    assertThat(QueryString.parse(text)).isNotNull();
  }
}
