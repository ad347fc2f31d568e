// The API key of this tab. It is in session storage and nowhere else: not in an address, not in a log.

const NAME = "syncpulse.key";

/** Printable ASCII without blanks: whatever else it is, it is no key, and no header could carry it. */
const FORM = /^[\x21-\x7e]{16,256}$/;

export const key = () => sessionStorage.getItem(NAME);

export const looksLikeKey = (text) => FORM.test(text);

export const signIn = (text) => sessionStorage.setItem(NAME, text);

export const signOut = () => sessionStorage.removeItem(NAME);
