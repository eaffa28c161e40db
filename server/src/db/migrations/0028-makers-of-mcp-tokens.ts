/** Whose rights an MCP token has: it ends with the token that made it. */
export const makersOfMcpTokens = `
alter table mcp_token
  add column made_by uuid,
  add constraint mcp_token_maker_fkey foreign key (environment_id, made_by)
    references api_token (environment_id, id) on delete cascade;
create index mcp_token_made_by on mcp_token (environment_id, made_by);
`
