import type { Command } from "commander"
import { type Connection, connect, withConnection } from "../connect.js"
import type { Io } from "../io.js"
import { printOne, printRows, type Shown } from "../output.js"
import { assertMethod, unifiedResource, withOutput } from "./rows.js"

type Given = Connection & Shown
type Schema = {
  type?: string | readonly string[]
  enum?: readonly string[]
  const?: string
  description?: string
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
  $ref?: string
  $defs?: Readonly<Record<string, Schema>>
}

/** What a method takes, and what its rows have. */
export function addDescribe(program: Command, io: Io): void {
  withOutput(
    withConnection(
      program.command("describe").description("the fields of a resource, or the values that a method takes"),
    ),
  )
    .argument("<resource>", "of the unified model, for example timeoff_requests")
    .argument("[method]", "list, get, create, update ...: what it takes")
    .addHelpText("after", "\nExamples:\n  rollcall describe employees\n  rollcall describe timeoff_requests create")
    .action(async (resource: string, method: string | undefined, given: Given) => {
      const name = unifiedResource(resource)
      if (method !== undefined) assertMethod(name, method)
      const rollcall = await connect(io, given)
      const told = await rollcall.descriptions.method("hris", name, method ?? "list")
      if (given.output === "json") return printOne(io, told, { ...given, kind: "description" })
      const { schema, query_schema, request_body_schema } = told as Record<string, Schema>
      const takes =
        method === undefined ? schema : ["list", "get"].includes(method) ? query_schema : request_body_schema
      printRows(io, fieldsOf(takes ?? {}), { ...given, kind: "fields" })
    })
}

/** A line for each property. */
export function fieldsOf(schema: Schema): object[] {
  const whole = resolve(schema, schema)
  return Object.entries(whole.properties ?? {}).map(([field, one]) => ({
    field,
    required: whole.required?.includes(field) ? "yes" : "",
    type: typeOf(one, schema),
    meaning: one.description ?? "",
  }))
}

const resolve = (one: Schema, root: Schema): Schema =>
  one.$ref === undefined
    ? one
    : {
        ...root.$defs?.[one.$ref.split("/").at(-1) ?? ""],
        ...(one.description ? { description: one.description } : {}),
      }

function typeOf(given: Schema, root: Schema): string {
  const one = resolve(given, root)
  if (one.enum) return one.enum.join(" | ")
  if (one.anyOf)
    return [...new Set(one.anyOf.map((part) => typeOf(part, root)))]
      .filter((type) => !["null", ""].includes(type))
      .join(" | ")
  const type = [one.type ?? "any"]
    .flat()
    .filter((name) => name !== "null")
    .join(" | ")
  if (type === "array") return `list of ${typeOf(one.items ?? {}, root)}`
  return type === "object" && one.properties ? `{${Object.keys(one.properties).join(", ")}}` : type
}
