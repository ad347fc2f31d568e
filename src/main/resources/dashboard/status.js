// The status of a job: a sign, a word and a colour, so that none of them has to do alone.

import { h } from "./dom.js";

const SIGNS = {
  created: "○",
  pending: "○",
  running: "▶",
  cancelling: "◌",
  completed: "✓",
  cancelled: "⊘",
  failed: "✕",
};

export function status(name) {
  const known = name in SIGNS ? name : "unknown";
  return h(
    "span",
    { class: `status ${known}` },
    h("span", { "aria-hidden": "true", class: "sign" }, SIGNS[name] ?? "?"),
    name,
  );
}
