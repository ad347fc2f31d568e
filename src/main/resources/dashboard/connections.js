// All connections, worst first: sorted, filtered and paged by the server, whether ten or a million.

import { read } from "./api.js";
import { COLUMNS, connectionRow } from "./connection-row.js";
import { h } from "./dom.js";
import { addressOf, queryText } from "./places.js";
import { updateRows } from "./rows.js";
import { emptyRow, pager, table } from "./table.js";
import { windowOf, windowPicker } from "./windows.js";

const PAGE = 50;
const DEFAULT_SORT = "success_rate";
const PAUSE_MILLIS = 300;
const LONGEST_TEXT = 100;

const WORST = {
  success_rate: "lowest success rate first",
  failures: "most failed jobs first",
  p95: "longest p95 of durations first",
  throughput: "highest throughput first",
};

export function connectionsPage(go) {
  let current = null;
  let pause = null;
  const types = new Set();
  const picker = windowPicker(["cursor"]);
  const search = field("search", "Search", "Name, type or id");
  const type = field("source_type", "Source type", "All types");
  const suggestions = h("datalist", { id: "types" });
  type.input.setAttribute("list", "types");
  const connections = table({
    caption: "Source connections",
    columns: COLUMNS,
    className: "connections",
    onsort: (sort) => go(addressOf(current, { sort, cursor: null })),
  });
  const pages = pager("Pages of connections");
  const element = h(
    "div",
    null,
    h("div", { class: "head" }, h("h1", { tabindex: "-1" }, "Connections"), picker.element),
    h(
      "search",
      { class: "tools" },
      h("form", { class: "filters", onsubmit: submit }, search.element, type.element, suggestions),
      pages.element,
    ),
    connections.element,
  );

  function field(name, label, placeholder) {
    const id = `filter-${name}`;
    const input = h("input", {
      id,
      type: "search",
      maxlength: LONGEST_TEXT,
      placeholder,
      autocomplete: "off",
      oninput: later,
    });
    return { name, input, element: h("div", null, h("label", { for: id }, label), input) };
  }

  /** Not with each key that is pressed; and Back leads to the page before, not to the letter before. */
  function later() {
    clearTimeout(pause);
    pause = setTimeout(filter, PAUSE_MILLIS);
  }

  function submit(event) {
    event.preventDefault();
    filter();
  }

  function filter() {
    clearTimeout(pause);
    const changes = { cursor: null };
    for (const { name, input } of [search, type]) {
      changes[name] = input.value.trim();
    }
    go(addressOf(current, changes), true);
  }

  const sortOf = (place) => place.query.get("sort") ?? DEFAULT_SORT;

  return {
    title: () => "Connections",
    element,
    place(place) {
      current = place;
      picker.place(place);
      connections.sorted(sortOf(place));
      for (const { name, input } of [search, type]) {
        if (document.activeElement !== input) {
          input.value = place.query.get(name) ?? "";
        }
      }
    },
    close: () => clearTimeout(pause),
    async load(place, signal) {
      const parameters = { window: windowOf(place), sort: sortOf(place), limit: PAGE };
      for (const name of ["search", "source_type", "cursor"]) {
        parameters[name] = place.query.get(name)?.trim() ?? null;
      }
      const { body, next } = await read(`/source-connections${queryText(parameters)}`, signal);
      return { list: body, next, place };
    },
    show({ list, next, place }) {
      const window = windowOf(place);
      const rows = list.length > 0 ? list : [{ id: "none" }];
      updateRows(connections.body, rows, (c) => c.id, (c) =>
        c.id === "none" ? emptyRow(COLUMNS, nothing(place)) : connectionRow(COLUMNS, c, window));
      const later = place.query.has("cursor");
      pages.show(
        `${list.length} ${later ? "more" : "shown"}, ${WORST[sortOf(place)] ?? ""}`,
        later ? addressOf(place, { cursor: null }) : null,
        next === null ? null : addressOf(place, { cursor: next }),
      );
      suggest(list);
    },
  };

  /** The API has no list of types: those that were seen are offered, any other may be typed. */
  function suggest(list) {
    for (const { source_type: name } of list) {
      if (name !== null && !types.has(name)) {
        types.add(name);
        suggestions.append(h("option", { value: name }));
      }
    }
  }
}

function nothing(place) {
  if (place.query.has("cursor")) {
    return "There are no more connections.";
  }
  return place.query.get("search") || place.query.get("source_type")
    ? "No connection matches."
    : "There are no connections yet. One appears here with its first job.";
}
