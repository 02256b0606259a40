/** Addresses within the page. Pure. */

/**
 * @typedef {{name: "floor"} | {name: "history"} | {name: "analyse"} | {name: "session", id: number}
 *   | {name: "compare", a: number, b: number}} Route
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
  const pair = /^compare\/(\d{1,15})\/(\d{1,15})$/.exec(path);
  if (pair) return { name: "compare", a: Number(pair[1]), b: Number(pair[2]) };
  return session ? { name: "session", id: Number(session[1]) } : { name: "floor" };
}

/** @param {Route} route */
export function address(route) {
  if (route.name === "floor") return "#/";
  if (route.name === "compare") return `#/compare/${route.a}/${route.b}`;
  return route.name === "session" ? `#/session/${route.id}` : `#/${route.name}`;
}
