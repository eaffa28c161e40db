import { describe, expect, it } from "vitest"
import { element, elementOf, fieldElements, text } from "./xml.js"

describe("XML", () => {
  it("escapes what has a meaning in it, and leaves out what can't stand in it", () => {
    expect(text(`<a href="x">'&'\u0000\u001f\n</a>`)).toBe("&lt;a href=&quot;x&quot;&gt;&#039;&amp;&#039;\n&lt;/a&gt;")
    expect(element("field", { id: 'a"b', none: null }, "")).toBe('<field id="a&quot;b"/>')
  })

  it("has a field for every value, money with its currency, several with commas", () => {
    const values = { id: "4", rate: { value: "5.00", currency: "USD" }, teams: ["A", "B"], empty: null }
    expect(fieldElements(values)).toBe(
      '<field id="rate" currency="USD">5.00</field><field id="teams">A,B</field><field id="empty"/>',
    )
  })

  it("of a shape that was not seen has an element for each key, and entries for keys that are no names", () => {
    expect(elementOf("a", { b: [1, null], "2026-01-01": "8" })).toBe(
      '<a><b><item>1</item><item/></b><entry key="2026-01-01">8</entry></a>',
    )
  })
})
