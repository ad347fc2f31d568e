// How things are: the organization, the platform where the key may read it, and what is unwell.

import { read } from "./api.js";
import { connectionRow, COLUMNS } from "./connection-row.js";
import { h, say } from "./dom.js";
import { momentText, since } from "./format.js";
import { cardsOf, emptyCards } from "./overview-cards.js";
import { addressOf, queryText } from "./places.js";
import { updateRows } from "./rows.js";
import { emptyRow, table } from "./table.js";
import { windowOf, windowPicker, windowWords } from "./windows.js";

const WORST = 5;
const NAMES = { organization: "Your organization", platform: "The whole platform" };
const QUIET_AFTER_SECONDS = 900;

export function overviewPage() {
  const picker = windowPicker([]);
  const news = h("p", { class: "news" });
  const own = h("div", null, scopeSection("organization", emptyCards()));
  const wider = h("div");
  const worst = table({ caption: "Connections with the lowest success rates", columns: COLUMNS, className: "connections" });
  const all = h("a", { href: "#/connections" }, "All connections");
  const element = h(
    "div",
    null,
    h("div", { class: "head" }, h("h1", { tabindex: "-1" }, "Overview"), picker.element),
    news,
    own,
    h(
      "section",
      { "aria-labelledby": "unwell" },
      h("div", { class: "title" }, h("h2", { id: "unwell" }, "Lowest success rates"), all),
      worst.element,
    ),
    wider, // last, because it comes only to a key that may read it, and then nothing must move
  );

  return {
    title: () => "Overview",
    element,
    place(place) {
      picker.place(place);
      all.setAttribute("href", addressOf({ page: "connections", query: place.query }));
    },
    async load(place, signal) {
      const window = windowOf(place);
      const [overview, connections] = await Promise.all([
        read(`/overview${queryText({ window })}`, signal),
        read(`/source-connections${queryText({ window, sort: "success_rate", limit: WORST })}`, signal),
      ]);
      return { overview: overview.body, connections: connections.body, window };
    },
    show({ overview, connections, window }) {
      showNews(overview);
      const [organization, ...others] = overview.scopes;
      for (const [parent, scopes] of [[own, [organization]], [wider, others]]) {
        updateRows(parent, scopes, (s) => s.scope, (s) => scopeSection(s.scope, cardsOf(s, window)));
      }
      const unwell = connections.filter((connection) => connection.metrics.success_rate !== null);
      updateRows(worst.body, rowsOrNone(unwell), (c) => c.id, (c) =>
        c.id === "none" ? nothingRan(window) : connectionRow(COLUMNS, c, window));
    },
  };

  function showNews({ newest_event_at: newest, lag_seconds: lag }) {
    news.classList.toggle("quiet", lag > QUIET_AFTER_SECONDS);
    if (newest === null) {
      say(news, "No event has arrived yet. Figures appear with the first job that ends.");
    } else {
      const warning = lag > QUIET_AFTER_SECONDS ? " Is the job that reads them running?" : "";
      say(news, `Newest event ${since(lag)}, on ${momentText(new Date(newest))}.${warning}`);
    }
  }
}

const rowsOrNone = (connections) => (connections.length > 0 ? connections : [{ id: "none" }]);

const nothingRan = (window) =>
  emptyRow(COLUMNS, `No job completed or failed in the last ${windowWords(window)}.`);

function scopeSection(scope, cards) {
  const heading = `scope-${scope}`;
  return h(
    "section",
    { "aria-labelledby": heading },
    h("h2", { id: heading }, NAMES[scope] ?? scope),
    h("ul", { class: "cards" }, ...cards),
  );
}
