// What a chart shows, as a table: a sample of its points, evenly spread.

import { h } from "./dom.js";
import { moment } from "./format.js";

const MOST_ROWS = 24;

export function seriesTable(title, lines, format) {
  const region = h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": `${title}, as a table` });
  const element = h("details", { class: "as-table", ontoggle: draw }, h("summary", null, "Show as a table"), region);
  let shown = [[], []];

  function draw() {
    if (!element.open) {
      return;
    }
    const [times, values] = shown;
    const heads = ["Time", ...lines.map((line) => line.label ?? line.hidden)];
    region.replaceChildren(
      h(
        "table",
        { class: "plain" },
        h("caption", { class: "unseen" }, title),
        h("thead", null, h("tr", null, ...heads.map((head) => h("th", { scope: "col" }, head)))),
        h("tbody", null, ...sample(times.length).map((i) => pointRow(times[i], values, i))),
      ),
    );
  }

  const pointRow = (time, values, i) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, moment(new Date(time * 1000).toISOString())),
      ...values.map((line) => h("td", { class: "number" }, format(line[i]))),
    );

  return {
    element,
    show(times, values) {
      shown = [times, values];
      draw();
    },
  };
}

/** Indexes from the first to the last. */
function sample(length) {
  const rows = Math.min(length, MOST_ROWS);
  return Array.from({ length: rows }, (_, i) => Math.round((i * (length - 1)) / Math.max(1, rows - 1)));
}
