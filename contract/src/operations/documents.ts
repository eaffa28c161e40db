import { z } from "zod"
import { byOperationId, operation } from "./operation.js"
import { accountQuery, inPath } from "./shared.js"

export const downloadDocument = operation({
  id: "download_document",
  method: "GET",
  path: "/unified/hris/documents/:id/download",
  refusals: ["request.method_not_allowed"],
  scope: "account",
  tag: "Unified HRIS",
  summary: "The file of a document, streamed as the HR system has it.",
  params: z.object({ id: inPath() }),
  query: z.strictObject(accountQuery),
  mediaTypes: ["*/*"],
  answer: z.unknown(),
})

export const documentOperations = byOperationId(downloadDocument)
