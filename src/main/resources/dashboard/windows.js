// The windows that one can look through: links, so that each choice has an address.

import { h } from "./dom.js";
import { addressOf } from "./places.js";

export const DEFAULT_WINDOW = "24h";

const WINDOWS = [
  ["1h", "1 hour"],
  ["24h", "24 hours"],
  ["7d", "7 days"],
];

export const windowOf = (place) => place.query.get("window") ?? DEFAULT_WINDOW;

/** Words for a window: also for one that only the address names. */
export const windowWords = (window) => WINDOWS.find(([name]) => name === window)?.[1] ?? window;

const UNIT_SECONDS = { m: 60, h: 3_600, d: 86_400 };

export const windowSeconds = (window) => Number.parseInt(window, 10) * UNIT_SECONDS[window.at(-1)];

/** A row of links of which one is chosen. reset names parameters that a new choice makes void. */
export function choices(label, name, options, defaultValue, reset = []) {
  const links = options.map(([value, text]) => [value, h("a", { href: "#/" }, text)]);
  const element = h("nav", { class: "choices", "aria-label": label }, ...links.map(([, link]) => link));
  return {
    element,
    place(place) {
      const chosen = place.query.get(name) ?? defaultValue;
      const voided = Object.fromEntries(reset.map((parameter) => [parameter, null]));
      for (const [value, link] of links) {
        link.setAttribute("href", addressOf(place, { ...voided, [name]: value }));
        link.toggleAttribute("data-chosen", value === chosen);
        if (value === chosen) {
          link.setAttribute("aria-current", "true");
        } else {
          link.removeAttribute("aria-current");
        }
      }
    },
  };
}

export const windowPicker = (reset) => choices("Window", "window", WINDOWS, DEFAULT_WINDOW, reset);
