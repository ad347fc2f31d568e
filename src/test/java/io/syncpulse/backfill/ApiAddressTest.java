package io.syncpulse.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.airweave.ai, https://api.airweave.ai/source-connections",
    "https://api.airweave.ai//, https://api.airweave.ai/source-connections",
    "http://localhost:8001/api/v1/, http://localhost:8001/api/v1/source-connections",
    "' HTTP://[::1]:80 ', HTTP://[::1]:80/source-connections"
  })
  void aPathComesAfterTheAddress(String url, String expected) {
    assertThat(new ApiAddress(url).at("/source-connections")).isEqualTo(URI.create(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.airweave.ai",
        "ftp://api.airweave.ai",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "https://ann:s3cret@api.airweave.ai",
        "https://api.airweave.ai?key=s3cret",
        "https://api.airweave.ai#s3cret",
        "https://api.airweave.ai/s3cret x"
      })
  void whatIsNoPlainAddressIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> new ApiAddress(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.b/x, true",
    "https://A.B:443/y?z, true",
    "http://a.b/x, false",
    "https://a.b:444/x, false",
    "https://b.a.b/x, false",
    "https://a.b.evil/x, false",
    "https://a.b@evil/x, false"
  })
  void onlyTheSameSchemeHostAndPortGetTheKey(String other, boolean covered) {
    assertThat(new ApiAddress("https://a.b").covers(URI.create(other))).isEqualTo(covered);
  }
}
