// What stands around every page.

import { say } from "./dom.js";

export const main = document.getElementById("main");
export const announcement = document.getElementById("announcement");

/** Of the page; a new one is announced. */
export function title(text) {
  const whole = `${text} · Syncpulse`;
  if (document.title !== whole) {
    document.title = whole;
    say(announcement, text);
  }
}

/** In the bar at the top. */
export function markCurrent(page) {
  const current = page === "connection" ? "connections" : page;
  for (const link of document.querySelectorAll("[data-page]")) {
    if (link.dataset.page === current) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
