import { expect, it } from "vitest"
import { previewRows } from "./preview.js"
import { account, groupView, readerOf, tableAt } from "./testing.js"

const LISTS = { teams: [{ id: "1", name: "a" }], more: [{ id: "2", name: "b" }], parents: [], people: [], kinds: [] }

function preview(refused: string) {
  const more = groupView({ name: "more", from: tableAt("more", { by: { id: "ids[]" } }), mayBeRefused: true })
  const views = [groupView(), more]
  const call = { account, tried: account, resource: "groups", limit: 5, life: new AbortController() } as const
  const reader = readerOf({ lists: LISTS, refused: [refused] })
  return previewRows({ call, reader, before: views, after: views })
}

it("A preview passes a view over that a list passes over, and fails where a list fails", async () => {
  expect((await preview("nothing")).map(({ id }) => id)).toEqual(["1", "2"])
  expect((await preview("more")).map(({ id }) => id)).toEqual(["1"])
  await expect(preview("teams")).rejects.toThrow("status 403")
})
