import type { PagePosition } from "@rollcall/connector-kit"
import { isSameValue } from "@rollcall/contract"
import type { TablePage } from "../gateway/index.js"

type Settings = {
  start: PagePosition
  /** Pages that are read before somebody takes them. */
  ahead: number
}

/** Pages of a list in their order, which are read one after another while others are written. */
export class PageQueue {
  readonly #read: (position: PagePosition) => Promise<TablePage>
  readonly #ahead: number
  readonly #pages: TablePage[] = []
  /** Of the page to be taken next, and of the one to be read next; null: there is none. */
  #taking: PagePosition | null
  #asking: PagePosition | null
  #reading: Promise<void> | undefined
  #failure: { error: unknown } | undefined

  constructor(read: (position: PagePosition) => Promise<TablePage>, { start, ahead }: Settings) {
    this.#read = read
    this.#ahead = ahead
    this.#taking = start
    this.#asking = start
    this.#readOn()
  }

  /** Whether the page that comes next is the one at this position, whose keys come back from the store in another order. */
  isAt(position: PagePosition): boolean {
    return this.#taking !== null && isSameValue(this.#taking, position)
  }

  /** The next page. Throws what reading it threw; the queue is at its end then. */
  async next(): Promise<TablePage> {
    if (this.#pages.length === 0) await this.#reading
    const [page] = this.#take(1)
    if (page) return page
    throw this.#failure?.error ?? new Error("the list is at its end")
  }

  /** Pages that follow and have come already. */
  ready(): TablePage[] {
    return this.#take(this.#ahead)
  }

  /** Nothing more is read: what has come, or is on its way, is left. False: nothing is. */
  drain(): boolean {
    this.#asking = null
    return this.#pages.length > 0 || this.#reading !== undefined
  }

  #take(count: number): TablePage[] {
    const taken = this.#pages.splice(0, count)
    const last = taken.at(-1)
    if (last) this.#taking = last.next
    this.#readOn()
    return taken
  }

  #readOn(): void {
    if (this.#reading || this.#asking === null || this.#pages.length >= this.#ahead) return
    this.#reading = this.#readOne(this.#asking)
  }

  /** A failure shows when the page is to be taken. */
  async #readOne(position: PagePosition): Promise<void> {
    try {
      const page = await this.#read(position)
      this.#pages.push(page)
      if (this.#asking !== null) this.#asking = page.next
    } catch (error) {
      this.#failure = { error }
      this.#asking = null
    }
    this.#reading = undefined
    this.#readOn()
  }
}
