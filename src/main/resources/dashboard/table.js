// Tables with a caption, headers with a scope, and on narrow screens one block a row. The roles are
// spelled out, because a table laid out as blocks would lose them.

import { h, unseen } from "./dom.js";

const SKELETON_ROWS = 8;

/**
 * A table of columns {name, title, numeric, sort}. A column with a sort gets a button; sort is its
 * direction, "ascending" or "descending", the only one the API has. Without onsort there are none.
 */
export function table({ caption, columns, className, onsort }) {
  const heads = columns.map((column) =>
    h(
      "th",
      { scope: "col", role: "columnheader", class: columnClass(column) },
      column.sort && onsort
        ? h("button", { type: "button", class: "sort", onclick: () => onsort(column.name) }, column.title)
        : column.title,
    ),
  );
  const body = h("tbody", { role: "rowgroup" });
  const element = h(
    "table",
    { class: className, role: "table" },
    h("caption", { class: "unseen" }, caption),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...heads)),
    body,
  );
  body.append(...Array.from({ length: SKELETON_ROWS }, () => skeletonRow(columns)));
  return {
    element,
    body,
    sorted(name) {
      columns.forEach((column, i) => {
        if (column.sort) {
          heads[i].setAttribute("aria-sort", column.name === name ? column.sort : "none");
        }
      });
    },
  };
}

/** A row of cells in the order of the columns; the first is the row's header. */
export function row(columns, cells, attributes) {
  return h(
    "tr",
    { role: "row", ...attributes },
    ...columns.map((column, i) =>
      h(
        i === 0 ? "th" : "td",
        {
          scope: i === 0 ? "row" : null,
          role: i === 0 ? "rowheader" : "cell",
          class: columnClass(column),
        },
        h("span", { class: "label", "aria-hidden": "true" }, column.title),
        h("div", { class: "value" }, cells[i]),
      ),
    ),
  );
}

/** One row that says why there are no others. */
export function emptyRow(columns, ...text) {
  return h("tr", { role: "row", class: "empty" }, h("td", { role: "cell", colspan: columns.length }, ...text));
}

function skeletonRow(columns) {
  const cells = columns.map((column) => h("td", { class: columnClass(column) }, h("div", { class: "skeleton" }, "\u2007")));
  return h("tr", { "aria-hidden": "true", class: "waiting" }, ...cells);
}

const columnClass = ({ name, numeric }) => `c-${name}${numeric ? " number" : ""}`;

/** Where one is in a list that comes in pages. */
export function pager(label) {
  const first = h("a", { href: "#/" }, "First page");
  const next = h("a", { href: "#/", rel: "next" }, "Next page");
  const words = h("span", { class: "page-words" });
  const element = h("nav", { class: "pager", "aria-label": label }, first, next, words);
  return {
    element,
    /** Addresses, or null where there is no such page. */
    show(text, firstAddress, nextAddress) {
      words.textContent = text;
      point(first, firstAddress);
      point(next, nextAddress);
    },
  };
}

/** A link that leads nowhere stays where it is, and cannot be reached. */
function point(link, address) {
  if (address === null) {
    link.removeAttribute("href");
    link.setAttribute("aria-disabled", "true");
  } else {
    link.setAttribute("href", address);
    link.removeAttribute("aria-disabled");
  }
}

export const withUnit = (figure, words) => [figure, unseen(` ${words}`)];
