import { formatTime } from "@rollcall/sandbox-kit"
import type { Json } from "../world.js"
import { type Department, departments, type LevelName, levels } from "./departments.js"
import type { Draft } from "./draft.js"

export type Job = {
  title: string
  /** Pay against a mid-level person of the department. */
  pay: number
  basePay: number
  /** Null for jobs outside the catalogue. */
  nodeUuid: string | null
  levelId: string | null
  roleName: string | null
  /** Place among `levels`, the most junior first. */
  order: number
}

export type JobCatalogue = {
  top: Job
  head(department: Department): Job
  find(role: string, level: LevelName): Job
  /** The job that many levels up or down, as far as the role goes; jobs outside the catalogue stay. */
  shift(job: Job, steps: number): Job
}

type NodeType = "root" | "family" | "function" | "role" | "level"

/** Writes the tree and, beside it, the older roles and levels that `job_catalog_level_id` still points to. */
export function writeJobCatalogue(draft: Draft): JobCatalogue {
  const jobs = new Map<string, Job>()
  const root = addNode(draft, { type: "root", parent: null, name: "Marisma" })
  for (const department of departments) {
    const family = addNode(draft, { type: "family", parent: root, name: department.name })
    const craft = addNode(draft, { type: "function", parent: family, name: `${department.name} practice` })
    for (const role of department.roles) writeRole(draft, { department, role, parent: craft, jobs })
  }
  const outside = (title: string, pay: number, basePay: number): Job => {
    return { title, pay, basePay, nodeUuid: null, levelId: null, roleName: null, order: 0 }
  }
  return {
    top: outside("Chief Executive Officer", 3.4, 46000),
    head: (department) => outside(department.headTitle, 2.5, department.basePay),
    find: (role, level) => {
      const job = jobs.get(`${role}/${level}`)
      if (job === undefined) throw new Error(`no job ${role} ${level} in the catalogue`)
      return job
    },
    shift: (job, steps) => {
      const level = levels[Math.max(0, Math.min(levels.length - 1, job.order + steps))]
      return jobs.get(`${job.roleName}/${level?.name}`) ?? job
    },
  }
}

type RoleDraft = { department: Department; role: string; parent: string; jobs: Map<string, Job> }

function writeRole(draft: Draft, { department, role, parent, jobs }: RoleDraft): void {
  const roleNode = addNode(draft, { type: "role", parent, name: role })
  const roleRow = draft.add("job_catalog/roles", {
    company_id: draft.company.id,
    name: role,
    description: `${role} in ${department.name}`,
    legal_entities_ids: [],
    supervisors_ids: [],
    competencies_ids: [],
    archived: false,
  })
  for (const [order, level] of levels.entries()) {
    const title = level.name === "Mid" ? role : `${level.name} ${role}`
    const nodeUuid = addNode(draft, { type: "level", parent: roleNode, name: title })
    const levelRow = draft.add("job_catalog/levels", {
      role_id: roleRow.id,
      name: level.name,
      role_name: role,
      order,
      archived: false,
      is_default: level.name === "Mid",
    })
    const { pay } = level
    const job: Job = { title, pay, basePay: department.basePay, nodeUuid, levelId: levelRow.id, roleName: role, order }
    jobs.set(`${role}/${level.name}`, job)
    addSalaryRange(draft, nodeUuid, department.basePay * level.pay)
  }
}

function addNode(draft: Draft, node: { type: NodeType; parent: string | null; name: string }): string {
  const id = draft.nextId()
  const createdAt = formatTime(draft.today - 700, 540)
  const uuid = `jobcatalog_tree${node.type}-${id}`
  draft.addWithId("job_catalog/tree_nodes", id, {
    type: `jobcatalog_tree${node.type}`,
    uuid,
    ancestor_uuid: node.parent,
    name: node.name,
    created_at: createdAt,
    updated_at: createdAt,
    // People with no title of their own are read by the name of their level, so it is the whole title.
    job_catalog_title: node.type === "level" ? node.name : null,
  })
  return uuid
}

function addSalaryRange(draft: Draft, nodeUuid: string, yearlyPay: number): void {
  const range: Json = {
    currency: "EUR",
    periodicity: "yearly",
    min: Math.round(yearlyPay * 85),
    max: Math.round(yearlyPay * 120),
    gross: true,
    workplaces: [],
  }
  const attributeId = draft.nextId()
  draft.add("job_catalog/node_attributes", {
    node_uuid: nodeUuid,
    type: "salary_range",
    attribute_id: attributeId,
    value_salary_range: range,
  })
}
