import { create, toJson, type MessageInitShape } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { GetMyUserResponseSchema } from "@zitadel/proto/zitadel/auth_pb.js";
import type { UserSchema } from "@zitadel/proto/zitadel/user_pb.js";
import { UserState } from "@zitadel/proto/zitadel/user_pb.js";
import type { User } from "./state.ts";

/** A user as the vendor's message (zitadel.user.v1.User). */
export function userMessage(user: User): MessageInitShape<typeof UserSchema> {
  const { id, userName, organisation, sequence, created, changed, active } = user;
  return {
    id,
    details: {
      sequence,
      creationDate: create(TimestampSchema, created),
      changeDate: create(TimestampSchema, changed),
      resourceOwner: organisation,
    },
    state: active ? UserState.ACTIVE : UserState.INACTIVE,
    userName,
    loginNames: [userName],
    preferredLoginName: userName,
    type: {
      case: "machine",
      value: { name: user.name, description: user.description, hasSecret: user.secret !== undefined },
    },
  };
}

/** A user's view of itself, as ProtoJSON. */
export function ownUserJson(user: User): unknown {
  return toJson(GetMyUserResponseSchema, create(GetMyUserResponseSchema, { user: userMessage(user) }));
}
