/** Mappings that users change. */
export const mappingOverrides = `
select 1;
`
