/** Films analysed since the page was opened: what is shown beside their sessions, and kept nowhere else. */
export class AnalysedFilms {
  constructor() {
    /** @type {Map<number, {warnings: string[], film: File}>} */
    this.found = new Map();
  }

  /**
   * @param {number} session
   * @param {string[]} warnings of its analysis
   * @param {File} film
   */
  add(session, warnings, film) {
    this.found.set(session, { warnings, film });
  }

  /** @param {number} session */
  warningsOf(session) {
    return this.found.get(session)?.warnings ?? [];
  }

  /** @param {number} session */
  filmOf(session) {
    return this.found.get(session)?.film;
  }
}
