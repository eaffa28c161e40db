/** Runs at most `count` pieces of work at a time; the others wait in the order they came. */
export function createSlots(count: number): { use(work: () => Promise<void>): Promise<void> } {
  let free = count
  const waiting: (() => void)[] = []
  return {
    async use(work) {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        await work()
      } finally {
        // The slot goes straight to the next one, so that nobody who comes later can take it.
        const next = waiting.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
