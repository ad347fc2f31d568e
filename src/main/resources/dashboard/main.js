// Where it begins: which page the address asks for, who is signed in, and what happens when a page
// cannot be read.

import { forget } from "./api.js";
import { capacityPage } from "./capacity.js";
import { connectionPage } from "./connection.js";
import { connectionsPage } from "./connections.js";
import { h } from "./dom.js";
import { main, announcement, markCurrent, title } from "./frame.js";
import { healthOf } from "./health.js";
import { live } from "./live.js";
import { overviewPage } from "./overview.js";
import { placeOf } from "./places.js";
import * as session from "./session.js";
import { signInPage } from "./sign-in.js";

const PAGES = {
  overview: overviewPage,
  connections: connectionsPage,
  connection: connectionPage,
  capacity: capacityPage,
};

const health = healthOf({
  main,
  announcement,
  freshness: document.getElementById("freshness"),
  banner: document.getElementById("banner"),
  problem: document.getElementById("problem"),
  problemAge: document.getElementById("problem-age"),
});

let place = null;
let page = null;
let updates = null;

/** To another address; one that replaces is not a step that Back returns to. */
function go(address, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  arrive();
}

/** With the focus on the heading of a page that is new; not when the browser has just come here. */
function arrive(moved = true) {
  if (session.key() === null) {
    return;
  }
  const before = place;
  place = placeOf(location.hash);
  const same = page !== null && before?.page === place.page && before?.id === place.id;
  if (!same) {
    open(moved);
  } else if (before.query.toString() !== place.query.toString()) {
    page.place(place);
    updates.again();
  }
}

function open(moved) {
  close();
  markCurrent(place.page);
  if (!(place.page in PAGES)) {
    showNotice("There is no such page", "The address may be mistyped.");
    return;
  }
  page = PAGES[place.page](go);
  page.place(place);
  main.replaceChildren(page.element);
  title(page.title());
  if (moved) {
    main.querySelector("h1").focus();
    scrollTo(0, 0);
  }
  updates = live({
    load: (signal) => page.load(place, signal),
    show(data) {
      page.show(data);
      title(page.title());
    },
    health,
    lost,
  });
}

function close() {
  updates?.stop();
  page?.close?.();
  updates = null;
  page = null;
  health.reset();
}

/** What no further try would mend. */
function lost(error) {
  switch (error.kind) {
    case "signed-out":
      leave("This key is no longer accepted: it has expired or was revoked. Sign in again to go on where you were.");
      return true;
    case "missing":
      close();
      showNotice("There is no such connection", "Your organization has none with this id.");
      return true;
    case "invalid":
      close();
      showNotice("The API does not accept this address", error.message);
      return true;
    default:
      return false;
  }
}

function showNotice(heading, text) {
  const again = h("button", { type: "button", onclick: () => open(true) }, "Try again");
  main.replaceChildren(
    h("section", { class: "notice-page" }, h("h1", { tabindex: "-1" }, heading), h("p", null, text), again),
  );
  title(heading);
  main.querySelector("h1").focus();
}

/** Back to the sign-in; the address stays, and with it the place. */
function leave(reason) {
  session.signOut();
  forget();
  close();
  place = null;
  document.body.classList.add("signed-out");
  const way = signInPage(reason, () => enter());
  main.replaceChildren(way.element);
  title("Sign in");
  way.focus();
}

function enter(moved = true) {
  document.body.classList.remove("signed-out");
  arrive(moved);
}

document.getElementById("sign-out").addEventListener("click", () => leave(null));
addEventListener("hashchange", () => arrive());

if (session.key() === null) {
  leave(null);
} else {
  enter(false);
}
