import { expect, it } from "vitest"
import { notFound } from "../errors.js"
import { readerOf } from "../gateway/testing.js"
import { asError, toRefusal } from "./refusal.js"

it("A refusal that was kept says what to do as it did at first", () => {
  const refusal = toRefusal(readerOf({ lists: {} }), notFound("it was removed", "Read the list again."))
  const kept = refusal && asError(JSON.parse(JSON.stringify(refusal)))
  expect(kept).toMatchObject({
    code: "resource.not_found",
    message: "it was removed",
    details: { nextAction: "Read the list again." },
  })
})

it("A mistake of ours is none", () => {
  expect(toRefusal(readerOf({ lists: {} }), new Error("a slip"))).toBeUndefined()
})
