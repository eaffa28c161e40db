import type { Remote } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { customFieldsOf } from "./custom-fields.js"
import { fieldNames } from "./field-names.js"
import { fields as fieldsResource } from "./resources/fields.js"

const field = (id: string, field_type: string, more: object = {}): Remote => ({
  id,
  field_type,
  slug: `f${id}`,
  legal_entity_id: null,
  ...more,
})
const value = (field_id: string, more: object): Remote => ({ field_id, valuable_type: "Employee", ...more })
const person = { id: "1", legal_entity_id: "8" }

describe("custom fields", () => {
  it("are typed, null when empty, and only those of the person's legal entity", () => {
    const fields = [
      field("1", "money"),
      field("2", "checkbox"),
      field("3", "multiple_choice"),
      field("4", "date"),
      field("5", "text", { slug: null }),
      field("6", "text", { legal_entity_id: "9" }),
      field("7", "rating"),
    ]
    const values = [
      value("1", { cents_value: 12_345, value: null }),
      value("2", { value: "true" }),
      value("3", { value: '["b","a"]' }),
      value("4", { date_value: "2026-01-02" }),
      value("7", { value: "4" }),
      { field_id: "5", valuable_type: "Document", value: "not mine" },
    ]
    expect(customFieldsOf(person, fields, values)).toEqual({
      f1: 123.45,
      f2: true,
      f3: ["a", "b"],
      f4: "2026-01-02",
      "field-5": null,
      f7: 4,
    })
  })
  it.each([
    ["phone", { value: "+34" }, "+34"],
    ["long", { long_text_value: "x", value: null }, "x"],
    ["when", { date_value: "2026-01-02" }, "2026-01-02"],
    ["pay", { cents_value: 150 }, 1.5],
    ["toggle", { value: false }, false],
    ["count", { value: 0 }, 0],
    ["tags", { value: ["b", "a"] }, ["a", "b"]],
    ["file", { value: { url: "https://x.example", id: "7" } }, '{"id":"7","url":"https://x.example"}'],
    ["nothing", {}, null],
  ])("of a type that is not known (%s) are shown", (type, columns, shown) => {
    expect(customFieldsOf(person, [field("1", type)], [value("1", columns)])).toEqual({ f1: shown })
  })
  it("are the same in whatever order definitions, values and choices come", () => {
    const fields = ["11", "2", "9"].map((id) => field(id, "multiple_choice"))
    const values = fields.map((one, at) => value(String(one.id), { id: String(at), value: "b;a" }))
    const text = JSON.stringify(customFieldsOf(person, fields, values))
    expect(JSON.stringify(customFieldsOf(person, fields.toReversed(), values.toReversed()))).toBe(text)
    expect(text).toBe('{"f2":["a","b"],"f9":["a","b"],"f11":["a","b"]}')
  })
  it("that were filled in twice show the newest value that is one", () => {
    const twice = [value("1", { id: "9", value: "old" }), value("1", { id: "10", value: "new" })]
    expect(customFieldsOf(person, [field("1", "text")], twice)).toEqual({ f1: "new" })
    expect(customFieldsOf(person, [field("1", "text")], [...twice, value("1", { id: "11", value: null })])).toEqual({
      f1: "new",
    })
  })
})

describe("names of fields", () => {
  const names = (fields: readonly Remote[]) => Object.fromEntries(fieldNames(fields))
  it("are unique: the oldest keeps a slug that two have", () => {
    const fields = [field("12", "text", { slug: "size" }), field("9", "text", { slug: "size" })]
    expect(names(fields)).toEqual({ "9": "size", "12": "field-12" })
    expect(names(fields.toReversed())).toEqual(names(fields))
    expect(customFieldsOf(person, fields, [value("9", { value: "M" }), value("12", { value: null })])).toEqual({
      size: "M",
      "field-12": null,
    })
  })
  it("never take the one that another field falls back to, also when that one is made later", () => {
    const first = field("5", "text", { slug: "field-7" })
    expect(names([first])).toEqual({ "5": "field-5" })
    expect(names([first, field("7", "text", { slug: null })])).toEqual({ "5": "field-5", "7": "field-7" })
  })
  it.each(["a\u0000b", "a\ufffdb", "\ud83d", ""])("are no slug that can't be kept as a key (%j)", (slug) => {
    expect(names([field("5", "text", { slug })])).toEqual({ "5": "field-5" })
  })
  it("are the same in the list of fields", () => {
    const all = [field("12", "text", { slug: "size" }), field("9", "text", { slug: "size" })]
    const listed = all.map((row) => fieldsResource.views[0]?.map(row, { others: all }, { today: "2026-11-23" })?.name)
    expect(listed).toEqual(["field-12", "size"])
  })
})
