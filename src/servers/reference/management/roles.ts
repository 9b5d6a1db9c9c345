import type { Role } from "../model.ts";

const MANAGES_USERS = ["user.read", "user.write", "user.delete"];

/** What each role of the vendor's may do to users. What else a role may do, the operations here do not need. */
const PERMISSIONS: Readonly<Record<Role, readonly string[]>> = {
  IAM_OWNER: MANAGES_USERS,
  ORG_OWNER: MANAGES_USERS,
  ORG_USER_MANAGER: MANAGES_USERS,
  ORG_OWNER_VIEWER: ["user.read"],
};

/** True when a role has a permission. */
export function mayDo(role: Role, permission: string): boolean {
  return PERMISSIONS[role].includes(permission);
}
