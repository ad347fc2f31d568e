// A card: one figure, what belongs to it, how it changed, and the way it took.

import { h, unseen } from "./dom.js";
import { sparkline } from "./sparkline.js";

/** A text without a sign: what is left of the change once it is rounded is nothing. */
const SAME = /^\p{Nd}/u;

const ARROWS = { up: "▲", down: "▼", same: "=" };

/**
 * change is {text, way: up, down or same, verdict: good, bad or null} or null; values, if there are
 * any, make the sparkline. Every card is of the same size, with figures and without.
 */
export function card({ title, figure, detail, change, against, values }) {
  return h(
    "li",
    { class: "card" },
    h("h3", null, title),
    h("p", { class: "figure" }, figure),
    h("p", { class: "detail" }, detail ?? ""),
    values ? sparkline(values) : h("div", { class: "sparkline" }),
    h("p", { class: `change ${change?.verdict ?? ""}` }, ...changeWords(change, against)),
  );
}

export const emptyCard = (title) =>
  h(
    "li",
    { class: "card" },
    h("h3", null, title),
    h("p", { class: "figure skeleton" }, "\u2007\u2007\u2007\u2007"),
    h("p", { class: "detail" }),
    h("div", { class: "sparkline" }),
    h("p", { class: "change" }),
  );

function changeWords(change, against) {
  if (!change) {
    return [];
  }
  const arrow = h("span", { "aria-hidden": "true" }, `${ARROWS[change.way]} `);
  const verdict = change.verdict === null ? null : unseen(change.verdict === "good" ? " (better)" : " (worse)");
  return [arrow, change.text, verdict, h("span", { class: "against" }, ` ${against}`)];
}

/** Which way a number went, and whether that is good: better is "up", "down" or null for neither. */
export function changeOf(now, before, text, better) {
  if (text === null) {
    return null;
  }
  const way = SAME.test(text) ? "same" : now > before ? "up" : "down";
  const verdict = way === "same" || better === null ? null : way === better ? "good" : "bad";
  return { text, way, verdict };
}
