package io.syncpulse.api;

import static io.syncpulse.api.DashboardData.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An organization with very many connections. */
@NeedsChromium
class DashboardCrowdIT {

  private static final int CROWD = 100_000;

  @Test
  void aHundredThousandConnectionsAreSortedSearchedAndPagedLikeTen() {
    try (RunningApi api = RunningApi.start()) {
      DashboardData data = DashboardData.ofNewOrganization(api);
      crowd(api, data);
      try (Browser browser = Browser.open(api.server.port())) {
        browser.load("/connections", api.key(data.organization(), 0));
        browser.text("tbody tr:first-child .rate", "0%"::equals);
        assertThat(browser.js("return document.querySelectorAll('*').length < 2500"))
            .as("only a page of them is in the document")
            .isEqualTo(true);

        Set<String> seen = new HashSet<>();
        for (int page = 0; page < 3; page++) {
          List<String> ids = browser.texts("tbody .id");
          assertThat(ids).hasSize(50);
          assertThat(seen).doesNotContainAnyElementsOf(ids);
          seen.addAll(ids);
          String first = ids.get(0);
          browser.click(".pager [rel=next]");
          browser.until(
              "the next page",
              "return document.querySelector('tbody .id')?.textContent !== arguments[0]",
              first);
        }

        browser.shown("#filter-search").sendKeys("Collection 77777");
        browser.text("tbody th a", "Collection 77777"::equals);
        assertThat(browser.texts("tbody th a")).hasSize(1);
        assertThat(browser.faults()).isEmpty();
      }
    }
  }

  private static void crowd(RunningApi api, DashboardData data) {
    api.execute(
        """
        INSERT INTO source_connection (id, organization_id, organization_claimed_at, first_seen_at,
          source_type, collection_name)
        SELECT md5('crowd ' || i)::uuid, ?, now(), now(), 'type_' || i % 40, 'Collection ' || i
        FROM generate_series(1, ?) AS i
        """,
        data.organization(), CROWD);
    api.execute("INSERT INTO metric_window VALUES (?) ON CONFLICT DO NOTHING", DAY);
    api.execute(
        """
        INSERT INTO rolling_metrics (scope_id, scope, window_seconds, is_final, as_of, completed,
          failed, cancelled, lost, duration_p95, entities_inserted, entities_updated,
          entities_deleted, running_seconds)
        SELECT md5('crowd ' || i)::uuid, 'connection', ?, true, now(), i % 1000, i % 7, 0, 0,
          i % 300, i, 0, 0, i
        FROM generate_series(1, ?) AS i
        """,
        DAY, CROWD);
    api.rank();
    api.execute("ANALYZE source_connection");
    api.execute("ANALYZE rolling_metrics");
    api.execute("ANALYZE connection_rank");
  }
}
