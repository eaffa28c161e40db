import { hash } from "node:crypto"
import type { Connector, NamedView, Revision } from "@rollcall/connector-kit"
import {
  type MappingLayers,
  type MappingOverrides,
  type MappingReads,
  model,
  type Names,
  RESOURCES,
  type ResourceName,
} from "@rollcall/contract"
import { type Effective, effectiveOf, join, readsOfAll } from "./effective.js"
import { reviseRows } from "./revise-rows.js"
import type { Sandbox } from "./sandbox.js"

export type Reviser = { owner: string; sandbox: Pick<Sandbox, "run"> }

/**
 * The connector as an account has it: its views with what users have changed. So whatever maps rows, live or of the mirror,
 * maps them alike, and what the mirror keeps and when records are made anew follows from it.
 */
export function reviseConnector(connector: Connector, { resources }: MappingOverrides, reviser: Reviser): Connector {
  const revised = RESOURCES.flatMap((resource) => {
    const [known, layers] = [connector.resources[resource], resources[resource]]
    if (!known || !layers) return []
    const views = reviseViews(known.views, { resource, layers, ...reviser })
    return [[resource, { ...known, views }] as const]
  })
  return { ...connector, resources: { ...connector.resources, ...Object.fromEntries(revised) } }
}

type Revising = Reviser & { resource: ResourceName; layers: MappingLayers }

function reviseViews(views: readonly NamedView[], { resource, layers, ...reviser }: Revising): readonly NamedView[] {
  const effective = effectiveOf(layers)
  if (!effective.whole && effective.additions.length === 0) return views
  const reads = readsOfAll(effective)
  const version = versionOf(layers)
  return views.map((view) => reviseView(view, { resource, effective, reads, version, ...reviser }))
}

/** Of what was given, whatever the order of its fields. */
function versionOf({ environment, account }: MappingLayers): string {
  const given = [environment, account].map((one) => [
    Object.entries(one?.add ?? {}).sort(),
    one?.response_mapping ?? null,
  ])
  // Which of the account's are said to be none counts as well.
  return hash("sha256", JSON.stringify([given, account?.response_mapping === null]), "base64url").slice(0, 16)
}

type Changing = Reviser & { resource: ResourceName; effective: Effective; reads: MappingReads; version: string }

function reviseView(view: NamedView, changing: Changing): NamedView {
  const { effective, reads, version } = changing
  const added = effective.additions.map(({ field }) => field)
  const changes = (field: string) => field !== "id" && (effective.whole !== undefined || added.includes(field))
  const base = { ...view, relations: relationsOf(view, changing) }
  const revision: Revision = {
    version,
    columns: columnsOf(view, reads),
    changes,
    fields: effective.whole ? null : added,
    revise: (made, context, allowance) => reviseRows({ ...changing, view: base }, made, { context, allowance }),
  }
  return {
    ...base,
    ...(view.unsupported ? { unsupported: view.unsupported.filter((field) => !changes(field)) } : {}),
    // What the HR system would filter by is not what rows show.
    ...(view.push
      ? { push: Object.fromEntries(Object.entries(view.push).filter(([name]) => !changes(fieldOf(name)))) }
      : {}),
    ...(view.followsToday || reads.today ? { followsToday: true } : {}),
    revision,
  }
}

const fieldOf = (filter: string): string => filter.split("[")[0] ?? filter

/** A relation is read for the fields that are made of it, now these too. */
function relationsOf(view: NamedView, { resource, effective }: Changing): NamedView["relations"] {
  const every = [...Object.keys(model[resource].row.shape), ...effective.additions.map(({ field }) => field)]
  return Object.fromEntries(
    Object.entries(view.relations).map(([name, relation]) => {
      // An expression may pass any field on.
      if (effective.whole) return [name, { ...relation, fields: every }]
      const more = effective.additions.flatMap(({ field, path: { root, steps } }) => {
        const isRead = root === "related" ? steps[0] === name : root === "unified" && relation.fields.includes(steps[0])
        return isRead ? [field] : []
      })
      return [name, { ...relation, fields: [...relation.fields, ...more] }]
    }),
  )
}

function columnsOf(view: NamedView, { remote, related }: MappingReads): Revision["columns"] {
  const columns = new Map<string, Names>([[view.from.name, remote]])
  for (const [name, { table }] of Object.entries(view.relations)) {
    const read = related === "all" ? "all" : (related[name] ?? [])
    columns.set(table.name, join(columns.get(table.name) ?? [], read))
  }
  return new Map([...columns].map(([table, names]) => [table, names === "all" ? null : names]))
}
