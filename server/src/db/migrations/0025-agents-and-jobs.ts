/** MCP tokens, and sync jobs as Truto's clients know them. */
export const agentsAndJobs = `
select 1;
`
