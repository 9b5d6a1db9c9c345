import { ManagementService } from "@zitadel/proto/zitadel/management_pb.js";
import { addPersonalAccessToken, removePersonalAccessToken } from "./access-tokens.ts";
import { addMachineKey, generateMachineSecret, removeMachineKey } from "./machine-keys.ts";
import { getUserMetadata, listUserMetadata } from "./metadata-search.ts";
import { bulkRemoveUserMetadata, bulkSetUserMetadata, removeUserMetadata, setUserMetadata } from "./metadata.ts";
import { operation, type Operation } from "./operation.ts";
import type { OperationName } from "./route-table.ts";
import { listUsers } from "./user-search.ts";
import { addMachineUser, deactivateUser, getUserByID, reactivateUser, removeUser } from "./users.ts";

const { method } = ManagementService;

/** The implementation of each operation of the management API. */
export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  addMachineUser: operation(method.addMachineUser, addMachineUser),
  listUsers: operation(method.listUsers, listUsers),
  getUserByID: operation(method.getUserByID, getUserByID),
  removeUser: operation(method.removeUser, removeUser),
  deactivateUser: operation(method.deactivateUser, deactivateUser),
  reactivateUser: operation(method.reactivateUser, reactivateUser),
  addPersonalAccessToken: operation(method.addPersonalAccessToken, addPersonalAccessToken),
  removePersonalAccessToken: operation(method.removePersonalAccessToken, removePersonalAccessToken),
  generateMachineSecret: operation(method.generateMachineSecret, generateMachineSecret),
  addMachineKey: operation(method.addMachineKey, addMachineKey),
  removeMachineKey: operation(method.removeMachineKey, removeMachineKey),
  bulkSetUserMetadata: operation(method.bulkSetUserMetadata, bulkSetUserMetadata),
  bulkRemoveUserMetadata: operation(method.bulkRemoveUserMetadata, bulkRemoveUserMetadata),
  listUserMetadata: operation(method.listUserMetadata, listUserMetadata),
  setUserMetadata: operation(method.setUserMetadata, setUserMetadata),
  getUserMetadata: operation(method.getUserMetadata, getUserMetadata),
  removeUserMetadata: operation(method.removeUserMetadata, removeUserMetadata),
};
