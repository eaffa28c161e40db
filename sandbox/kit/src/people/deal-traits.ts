/** Share of the people, and how many at least once the company is big enough to have the case. */
export type Deal<T> = { trait: T; share: number; atLeast: number }

/** Deals each case to the next people of the deck, so that nobody has two of one list. */
export function dealTraits<T>(
  deals: readonly Deal<T>[],
  deck: readonly { traits: Set<T> }[],
  count: (share: number, atLeast: number) => number,
): void {
  let next = 0
  for (const { trait, share, atLeast } of deals) {
    for (const part of deck.slice(next, next + count(share, atLeast))) part.traits.add(trait)
    next += count(share, atLeast)
  }
}
