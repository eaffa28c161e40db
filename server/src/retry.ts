/**
 * Runs `act` again for as long as `pauseMs` answers how many milliseconds to wait first; undefined: the failure is
 * final, and thrown. `tried` counts from 1.
 */
export async function retry<T>(
  act: () => Promise<T>,
  { pauseMs, wait }: { pauseMs(error: unknown, tried: number): number | undefined; wait(ms: number): Promise<unknown> },
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await act()
    } catch (error) {
      const ms = pauseMs(error, tried)
      if (ms === undefined) throw error
      await wait(ms)
    }
  }
}
