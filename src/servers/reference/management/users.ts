import type { MessageInitShape } from "@bufbuild/protobuf";
import { AccessTokenType } from "@zitadel/proto/zitadel/user_pb.js";
import type {
  AddMachineUserRequest,
  AddMachineUserResponseSchema,
  DeactivateUserRequest,
  DeactivateUserResponseSchema,
  GetUserByIDRequest,
  GetUserByIDResponseSchema,
  ReactivateUserRequest,
  ReactivateUserResponseSchema,
  RemoveUserRequest,
  RemoveUserResponseSchema,
} from "@zitadel/proto/zitadel/management_pb.js";
import type { State, User } from "../state.ts";
import { userMessage } from "../user-message.ts";
import { changed } from "./details.ts";
import type { Situation } from "./operation.ts";
import { Refused } from "./refused.ts";

/** The user of a read or a change, which must exist. */
function userOf({ users }: State, id: string): User {
  const user = users.get(id);
  if (user === undefined) throw new Refused({ code: 5, text: "no-such-user" });
  return user;
}

/** The user who gets a token, key or entry must exist: the vendor answers FAILED_PRECONDITION here, not NOT_FOUND. */
export function ownerOf({ users }: State, id: string): User {
  const user = users.get(id);
  if (user === undefined) throw new Refused({ code: 9, text: "unknown-user" });
  return user;
}

/** Creates a service user in the sender's organisation. Names are unique regardless of case. */
export function addMachineUser(
  request: AddMachineUserRequest,
  { state, caller }: Situation,
): MessageInitShape<typeof AddMachineUserResponseSchema> {
  const { userName, name, description, accessTokenType, userId = state.newId() } = request;
  if (accessTokenType === AccessTokenType.JWT) throw new Refused({ code: 12, text: "unsupported" });
  const taken = [...state.users.values()].some(
    (user) => user.id === userId || user.userName.toLowerCase() === userName.toLowerCase(),
  );
  if (taken) throw new Refused({ code: 6, text: "user-exists" });
  const user = state.addUser(userId, caller.organisation, { userName, name, description });
  return { userId, details: changedRecord(user) };
}

/** One user, as reads show it. */
export function getUserByID(
  { id }: GetUserByIDRequest,
  { state }: Situation,
): MessageInitShape<typeof GetUserByIDResponseSchema> {
  const user = state.users.seen(id);
  if (user === undefined) throw new Refused({ code: 5, text: "no-such-user" });
  return { user: userMessage(user) };
}

/** Removes a user for good. */
export function removeUser(
  { id }: RemoveUserRequest,
  { state }: Situation,
): MessageInitShape<typeof RemoveUserResponseSchema> {
  const user = userOf(state, id);
  return { details: changed(user, state.removeUser(user)) };
}

/** Deactivates a user. */
export function deactivateUser(
  { id }: DeactivateUserRequest,
  { state }: Situation,
): MessageInitShape<typeof DeactivateUserResponseSchema> {
  const user = userOf(state, id);
  if (!user.active) throw new Refused({ code: 9, text: "already-inactive" });
  return { details: changedRecord(state.changeUser(user, { active: false })) };
}

/** Reactivates a user. */
export function reactivateUser(
  { id }: ReactivateUserRequest,
  { state }: Situation,
): MessageInitShape<typeof ReactivateUserResponseSchema> {
  const user = userOf(state, id);
  if (user.active) throw new Refused({ code: 9, text: "not-inactive" });
  return { details: changedRecord(state.changeUser(user, { active: true })) };
}

function changedRecord(user: User): ReturnType<typeof changed> {
  return changed(user, { sequence: user.sequence, at: user.changed });
}
