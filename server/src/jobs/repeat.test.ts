import { expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import { repeat } from "./repeat.js"

/** Runs that answer what the test says, on a clock that it moves. */
function start(answers: (number | Error | undefined)[]) {
  const clock = createClock()
  const stopping = new AbortController()
  const errors: string[] = []
  let runs = 0
  const run = async () => {
    const answer = answers[runs++]
    if (answer instanceof Error) throw answer
    return answer
  }
  const onError = ({ message }: Error) => void errors.push(message)
  const ended = repeat({ clock, seconds: 300, run, onError, signal: stopping.signal })
  const stop = () => {
    stopping.abort()
    return ended
  }
  const expectRuns = (count: number) => vi.waitFor(() => expect(runs).toBe(count))
  /** Lets what is due by now happen. */
  const move = async (seconds: number) => {
    clock.moveBy(seconds * 1000)
    await new Promise((resolve) => setImmediate(() => setTimeout(resolve)))
  }
  return { move, stop, errors, expectRuns, runs: () => runs }
}

it("What is looked for again and again is looked for at once and then at its own pace, whatever fails", async () => {
  const { move, stop, errors, expectRuns, runs } = start([undefined, new Error("away")])
  await expectRuns(1)
  await move(290)
  expect(runs()).toBe(1)
  await move(10)
  await expectRuns(2)
  await move(300)
  await expectRuns(3)
  await stop()
  expect(errors).toEqual(["away"])
})

it("A look that knows when there will be something is followed by one at that moment", async () => {
  const { move, stop, expectRuns, runs } = start([40])
  await expectRuns(1)
  await move(39)
  expect(runs()).toBe(1)
  await move(1.2)
  await expectRuns(2)
  await stop()
})

it("A moment that lies behind the next look changes nothing, and one that is now makes no storm", async () => {
  const { move, stop, expectRuns, runs } = start([900, 0])
  await expectRuns(1)
  await move(300)
  await expectRuns(2)
  expect(runs()).toBe(2)
  await move(0.2)
  await expectRuns(3)
  await stop()
})
