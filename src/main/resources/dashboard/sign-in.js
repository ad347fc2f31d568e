// The way in: an API key, tried before it is kept.

import { ApiError, read } from "./api.js";
import { h, say } from "./dom.js";
import { looksLikeKey, signIn } from "./session.js";

const REFUSED = "The API does not accept this key: it is unknown, expired or revoked.";

/** welcome() is called once there is a key. reason says why one has to sign in again, or is null. */
export function signInPage(reason, welcome) {
  const input = h("input", {
    id: "key",
    type: "password",
    autocomplete: "off",
    spellcheck: "false",
    required: true,
    "aria-describedby": "key-help key-problem",
  });
  const problem = h("p", { id: "key-problem", class: "problem", role: "alert" }, reason ?? "");
  const button = h("button", { type: "submit", class: "primary" }, "Sign in");

  async function submit(event) {
    event.preventDefault();
    say(problem, "");
    const text = input.value.trim();
    button.setAttribute("aria-busy", "true");
    const wrong = looksLikeKey(text) ? await refusal(text) : REFUSED;
    button.removeAttribute("aria-busy");
    if (wrong === null) {
      signIn(text);
      welcome();
    } else {
      say(problem, wrong);
      input.setAttribute("aria-invalid", "true");
      input.focus();
    }
  }

  const element = h(
    "section",
    { class: "sign-in" },
    h("h1", { tabindex: "-1" }, "Sign in"),
    h(
      "form",
      { onsubmit: submit, novalidate: true },
      h("label", { for: "key" }, "API key"),
      input,
      problem,
      button,
    ),
    h(
      "p",
      { id: "key-help", class: "help" },
      "The key reads the organization that it was made for. It stays in this tab, until you sign out or close it.",
    ),
  );
  return { element, focus: () => input.focus() };
}

/** Null when the key is good. */
async function refusal(token) {
  try {
    await read("/source-connections?limit=1", null, token);
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    switch (error.kind) {
      case "signed-out":
        return REFUSED;
      case "limited":
        return null; // of a key that it does not know the server counts nothing
      default:
        return error.message;
    }
  }
}
