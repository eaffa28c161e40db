import {
  type Category,
  DOCUMENTED,
  type Documentation,
  getDocumentation,
  getTeam,
  getUser,
  listCategories,
  listDocumentation,
  listTeams,
  listUsers,
  TEAM_ID,
  type Team,
} from "@rollcall/contract"
import { AppError, notFound } from "../../errors.js"
import { BUILT_IN, oneOf, pageOf } from "../one-page.js"
import { type Route, route } from "../route.js"
import type { Services } from "../services.js"

export const TEAM: Team = { id: TEAM_ID, name: "Rollcall", domain: null, logo: null, ...BUILT_IN }

const categoriesOf = ({ integrations }: Services): Category[] =>
  [...new Set(integrations.map(({ category }) => category))].map((name) => ({
    id: name,
    name,
    label: name.toUpperCase(),
    ...BUILT_IN,
  }))

const documentationOf = ({ describe }: Services) => describe.documentation().map((row) => ({ ...row, ...BUILT_IN }))

type Query = Readonly<Record<string, unknown>>

/** `integration_id=x` is `entity_type=integration&entity_id=x`, and so for each type: so the TypeScript SDK asks. */
function splitByEntity(query: Query): { others: Query; isOfEntity: (row: Documentation) => boolean } {
  const asked = DOCUMENTED.map((type) => ({ type, ids: query[`${type}_id`] }))
  const names = asked.map(({ type }) => `${type}_id`)
  return {
    others: Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name))),
    isOfEntity: (row) =>
      asked.every(({ type, ids }) => !Array.isArray(ids) || (row.entity_type === type && ids.includes(row.entity_id))),
  }
}

/** What stands for a page of it, and not for what is wanted. */
const PAGING = ["limit", "next_cursor"]

export const directoryRoutes: Route[] = [
  route(listTeams, ({ query }) => pageOf([TEAM], query)),
  route(getTeam, ({ params }) => oneOf([TEAM], params, { what: "team", list: "GET /team" })),
  route(listUsers, ({ query }) => pageOf([], query)),
  route(getUser, ({ params }) => {
    throw notFound(
      `there is no user ${params.id.slice(0, 80)}: callers are API tokens`,
      "GET /api-token lists the tokens.",
    )
  }),
  route(listCategories, ({ query }, services) => pageOf(categoriesOf(services), query)),
  route(listDocumentation, ({ query }, services) => {
    if (Object.keys(query).every((name) => PAGING.includes(name)))
      throw new AppError(
        "request.invalid",
        "give at least one filter, for example entity_id=hris or resource=employees",
      )
    const { others, isOfEntity } = splitByEntity(query)
    return pageOf(documentationOf(services).filter(isOfEntity), others)
  }),
  route(getDocumentation, ({ params }, services) =>
    oneOf(documentationOf(services), params, {
      what: "documentation",
      list: "GET /documentation",
    }),
  ),
]
