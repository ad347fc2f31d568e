// What a job says went wrong. It may be anything and of any length: a long one is folded.

import { foreign, h } from "./dom.js";
import { NONE } from "./format.js";

const SHORT = 90;

const CATEGORIES = {
  oauth_credentials_expired: "OAuth credentials expired",
  api_key_invalid: "API key invalid",
  auth_provider_account_gone: "Account at the auth provider is gone",
  auth_provider_credentials_invalid: "Credentials of the auth provider invalid",
};

export function errorCell(job) {
  if (job.error === null && job.error_category === null && job.error_details === null) {
    return h("span", { class: "muted" }, NONE);
  }
  const category = job.error_category
    ? h("span", { class: "category" }, CATEGORIES[job.error_category] ?? job.error_category)
    : null;
  return h("div", { class: "error" }, category, text(job.error), details(job.error_details));
}

function text(error) {
  if (error === null) {
    return null;
  }
  if (error.length <= SHORT && !error.includes("\n")) {
    return h("p", null, foreign(error));
  }
  return h(
    "details",
    null,
    h("summary", null, foreign(`${opening(error)} …`)),
    h("pre", { dir: "auto", tabindex: "0" }, error),
  );
}

/** By characters, not by halves of them. */
const opening = (error) => [...error.slice(0, 2 * SHORT).split("\n", 1)[0]].slice(0, SHORT).join("");

function details(value) {
  if (value === null) {
    return null;
  }
  return h(
    "details",
    null,
    h("summary", null, "Details"),
    h("pre", { dir: "auto", tabindex: "0" }, JSON.stringify(value, null, 2)),
  );
}
