/** A small seeded generator (sfc32). One is made per label, so a change in one table never shifts another. */
export type Random = {
  /** 0 <= x < 1 */
  next(): number
  /** Whole number, both ends included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  /** Throws on an empty list. */
  pick<T>(list: readonly T[]): T
  shuffle<T>(list: readonly T[]): T[]
}

export function createRandom(seed: string): Random {
  const next = sfc32(hashSeed(seed))
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => at(list, int(0, list.length - 1)),
    shuffle: (list) => {
      const copy = [...list]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(0, i)
        const kept = at(copy, i)
        copy[i] = at(copy, j)
        copy[j] = kept
      }
      return copy
    },
  }
}

/** Element of a list, wrapping around; throws on an empty list. */
export function at<T>(list: readonly T[], index: number): T {
  const wrapped = ((index % list.length) + list.length) % list.length
  const value = list[wrapped]
  if (value === undefined) throw new Error("at() needs a list with something in it")
  return value
}

type State = [number, number, number, number]

function hashSeed(seed: string): State {
  const state: State = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef]
  for (let i = 0; i < seed.length; i++) {
    const code = seed.charCodeAt(i)
    state[0] = Math.imul(state[0] ^ code, 0x85ebca6b)
    state[1] = Math.imul(state[1] ^ code ^ (state[0] >>> 15), 0xc2b2ae35)
    state[2] = Math.imul(state[2] ^ code ^ (state[1] >>> 13), 0x27d4eb2f)
    state[3] = Math.imul(state[3] ^ code ^ (state[2] >>> 16), 0x165667b1)
  }
  return state
}

function sfc32([a, b, c, d]: State): () => number {
  const step = () => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  // The first outputs still resemble the seed's hash.
  for (let i = 0; i < 12; i++) step()
  return step
}
