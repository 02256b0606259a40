/** Addresses within the page. Pure. */

/**
 * @typedef {{name: "floor"} | {name: "history"} | {name: "analyse"} | {name: "session", id: number}} Route
 */

/**
 * @param {string} hash as in location.hash
 * @returns {Route}
 */
export function parseRoute(hash) {
  const path = hash.replace(/^#\/?/, "");
  if (path === "history") return { name: "history" };
  if (path === "analyse") return { name: "analyse" };
  const session = /^session\/(\d{1,15})$/.exec(path);
  return session ? { name: "session", id: Number(session[1]) } : { name: "floor" };
}

/** @param {Route} route */
export function address(route) {
  if (route.name === "floor") return "#/";
  return route.name === "session" ? `#/session/${route.id}` : `#/${route.name}`;
}
