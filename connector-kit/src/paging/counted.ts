import { countIn, namesOf, type Paging, type Said, totalOf } from "./paging.js"

const FIRST = { previous: null, isFirst: true } as const

type Counted = {
  maxSize: number
  /** What an answer says of its list. None: a list ends with a page that has fewer rows than the first one, or none. */
  read?(answer: { body: unknown }): Said
}

export type PageNumberOptions = Counted & {
  /** Names of parameters. */
  parameters: { page: string; size?: string }
  /** Number of the first page; 1 unless said. */
  first?: number
}

/**
 * Pages are numbered. `per` are the rows of the first page: fewer than were asked for where the HR system has a smaller
 * limit. All pages are of the size of the first one, whatever the caller asks for meanwhile.
 */
export function pageNumber({ parameters, maxSize, first = 1, read = () => ({}) }: PageNumberOptions): Paging {
  const { page, size } = parameters
  return {
    maxSize,
    parameters: namesOf(page, size),
    ask: ({ position, size: most }) => ({
      [page]: countIn(position, "page") ?? first,
      ...(size === undefined ? {} : { [size]: countIn(position, "size") ?? most }),
    }),
    read({ body, count }, { position, size: most }) {
      const { total, hasMore } = read({ body })
      const number = countIn(position, "page") ?? first
      const per = countIn(position, "per") ?? (count || most)
      const at = (one: number) => ({ page: one, size: countIn(position, "size") ?? most, per })
      // Rows may be hidden from us, so that a page before the last one is short, or empty.
      const isMore = hasMore ?? (total === undefined ? count >= per : (number - first) * per + count < total)
      return {
        next: isMore ? at(number + 1) : null,
        ...(number > first ? { previous: at(number - 1) } : FIRST),
        here: at(number),
        keepsSize: true,
        ...totalOf(total),
      }
    },
    jump: (number, { size: most, first: per }) => ({ page: first + number - 1, size: most, per }),
  }
}

export type OffsetOptions = Counted & {
  /** Names of parameters. */
  parameters: { offset: string; size: string }
}

/** Rows are counted: a page begins after so many of them. `to`: it ends before that row. */
export function offset({ parameters, maxSize, read = () => ({}) }: OffsetOptions): Paging {
  const { offset: from, size } = parameters
  const rangeOf = (position: Parameters<Paging["ask"]>[0]["position"], most: number) => {
    const to = countIn(position, "to")
    if (to === undefined) return { at: countIn(position, "at") ?? 0, most }
    return { at: Math.max(0, to - most), most: Math.min(most, to) }
  }
  return {
    maxSize,
    parameters: [from, size],
    ask({ position, size: asked }) {
      const { at, most } = rangeOf(position, asked)
      return { [from]: at, [size]: most }
    },
    read({ body, count }, { position, size: asked }) {
      const { total, hasMore } = read({ body })
      const { at } = rangeOf(position, asked)
      const end = at + count
      // Behind a page without rows there are none, whatever the total says.
      const isMore = hasMore ?? (count > 0 && (total === undefined || end < total))
      return {
        next: isMore ? { at: end } : null,
        ...(at > 0 ? { previous: { to: at } } : FIRST),
        here: { at },
        ...totalOf(total),
      }
    },
    jump: (number, { first }) => ({ at: (number - 1) * first }),
  }
}
