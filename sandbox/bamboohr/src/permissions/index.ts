/**
 * Who calls, and what they may see. An API key acts with the access level of its user, a grant with what its scopes
 * open. `running.keys` holds the levels of the keys; they can be changed while the company runs.
 */
export { type AccessLevel, AREAS, type Area, FULL_ACCESS, narrowed } from "./access-level.js"
export { Rights } from "./rights.js"
export { GROUPS_OF_FIELDS, levelOfScopes } from "./scopes.js"

import { type AccessLevel, FULL_ACCESS } from "./access-level.js"

/** API keys and their access levels. */
export class Keys {
  readonly #levels = new Map<string, AccessLevel>()

  /** Gives a key, or changes what is named of its level. A key that is new sees everything else. */
  set(key: string, level: Partial<AccessLevel> = {}): void {
    this.#levels.set(key, { ...(this.#levels.get(key) ?? FULL_ACCESS), ...level })
  }

  get(key: string): AccessLevel | undefined {
    return this.#levels.get(key)
  }

  /** From now on it is a wrong key. */
  delete(key: string): boolean {
    return this.#levels.delete(key)
  }

  all(): [string, AccessLevel][] {
    return [...this.#levels]
  }
}
