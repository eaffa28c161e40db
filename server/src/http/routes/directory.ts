import {
  type Category,
  getDocumentation,
  getTeam,
  getUser,
  listCategories,
  listDocumentation,
  listTeams,
  listUsers,
  type Team,
} from "@rollcall/contract"
import { AppError } from "../../errors.js"
import { BUILT_IN, oneOf, pageOf } from "../one-page.js"
import { type Route, route } from "../route.js"
import type { Services } from "../services.js"

const TEAM: Team = { id: "rollcall", name: "Rollcall", domain: null, logo: null, ...BUILT_IN }

const categoriesOf = ({ integrations }: Services): Category[] =>
  [...new Set(integrations.map(({ category }) => category))].map((name) => ({
    id: name,
    name,
    label: name.toUpperCase(),
    ...BUILT_IN,
  }))

const documentationOf = ({ describe }: Services) => describe.documentation().map((row) => ({ ...row, ...BUILT_IN }))

/** What stands for a page of it, and not for what is wanted. */
const PAGING = ["limit", "next_cursor"]

export const directoryRoutes: Route[] = [
  route(listTeams, ({ query }) => pageOf([TEAM], query)),
  route(getTeam, ({ params }) => oneOf([TEAM], params, "team")),
  route(listUsers, ({ query }) => pageOf([], query)),
  route(getUser, ({ params }) => {
    throw new AppError(
      "resource.not_found",
      `there is no user ${params.id.slice(0, 80)}: callers are API tokens, GET /api-token`,
    )
  }),
  route(listCategories, ({ query }, services) => pageOf(categoriesOf(services), query)),
  route(listDocumentation, ({ query }, services) => {
    if (Object.keys(query).every((name) => PAGING.includes(name)))
      throw new AppError(
        "request.invalid",
        "give at least one filter, for example entity_id=hris or resource=employees",
      )
    return pageOf(documentationOf(services), query)
  }),
  route(getDocumentation, ({ params }, services) => oneOf(documentationOf(services), params, "documentation")),
]
