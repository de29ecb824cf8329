/** Users belong to tenants by ranges of their ids: tenant t has those from `ends[t − 1]` (0 for the first) to before `ends[t]`. */
export type TenantEnds = readonly number[]

/** The index of a user's tenant; `ends` must reach beyond the user. */
export function tenantOf(ends: TenantEnds, user: number): number {
  let tenant = 0
  while (ends[tenant] <= user) tenant++
  return tenant
}
