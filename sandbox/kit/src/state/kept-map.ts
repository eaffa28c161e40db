import type { Json } from "../json.js"
import type { Keeper } from "./journal.js"

/** A map that is there again after a restart. Values are never changed in place: put the new one. */
export class KeptMap<V extends Json> {
  readonly #name: string
  readonly #keeper: Keeper
  readonly #values: Map<string, V>

  constructor(name: string, keeper: Keeper) {
    this.#name = name
    this.#keeper = keeper
    this.#values = new Map(keeper.entries?.get(name) as Map<string, V> | undefined) // we wrote them
  }

  get(key: string): V | undefined {
    return this.#values.get(key)
  }

  entries(): [string, V][] {
    return [...this.#values]
  }

  set(key: string, value: V): void {
    this.#values.set(key, value)
    this.#keeper.put(this.#name, key, value)
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#keeper.put(this.#name, key, null)
  }

  clear(): void {
    for (const key of [...this.#values.keys()]) this.delete(key)
  }
}
