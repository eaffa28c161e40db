/**
 * A query as the server reads it: `{ updated_at: { gte: "2026-01-01" } }` is `updated_at[gte]=2026-01-01`, `{ id: { in: ["1", "2"] } }`
 * is `id[in]=1,2`, and any other list is `name[]=a&name[]=b`. Undefined and null are left out; a date is its ISO text. Throws for a
 * value of `in` that has a comma.
 */
export function queryText(query: Readonly<Record<string, unknown>>): string {
  const parts: string[] = []
  const write = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return
    if (value instanceof Date) write(name, value.toISOString())
    else if (Array.isArray(value) && name.endsWith("[in]")) write(name, joined(value))
    else if (Array.isArray(value)) for (const one of value) write(`${name}[]`, one)
    else if (typeof value === "object") for (const [key, one] of Object.entries(value)) write(`${name}[${key}]`, one)
    else parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  }
  for (const [name, value] of Object.entries(query)) write(name, value)
  return parts.join("&")
}

function joined(values: readonly unknown[]): string {
  const odd = values.find((one) => String(one).includes(","))
  if (odd !== undefined)
    throw new TypeError(`in: ${JSON.stringify(odd)} has a comma, which ends a value: ask for it by eq`)
  return values.join(",")
}

/** `/webhook/{id}` with values in their places. The rest of a path may have slashes. Throws for an empty value. */
export function fillPath(path: string, values: readonly unknown[]): string {
  let next = 0
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[next++]
    if (typeof value !== "string" || value === "") throw new TypeError(`${name}: give the text of an id or name`)
    return name === "path" ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value)
  })
}

/** How many values a path takes. */
export const countIn = (path: string): number => path.split("{").length - 1
