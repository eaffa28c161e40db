import { expect, test } from "vitest"
import { Life } from "./life.js"

const [first, second] = [new Error("first"), new Error("second")]

test("a signal that was asked for before the end is aborted by it, with the first reason", () => {
  const life = new Life()
  const { signal } = life
  expect([life.isOver, signal.aborted, life.signal === signal]).toEqual([false, false, true])
  life.end(first)
  life.end(second)
  expect([life.isOver, signal.aborted, signal.reason]).toEqual([true, true, first])
})

test("a signal that is asked for after the end is aborted from the start", () => {
  const life = new Life()
  life.end(first)
  life.end(second)
  expect([life.isOver, life.signal.aborted, life.signal.reason]).toEqual([true, true, first])
})
