import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ListUsersRequest, ListUsersResponseSchema } from "@zitadel/proto/zitadel/management_pb.js";
import { UserFieldName, type SearchQuery } from "@zitadel/proto/zitadel/user_pb.js";
import type { User } from "../state.ts";
import { userMessage } from "../user-message.ts";
import { listDetails, page } from "./list.ts";
import type { Situation } from "./operation.ts";
import { Refused } from "./refused.ts";
import { matchesText } from "./text-query.ts";

/** The users that match every query, in order of creation. Refuses queries other than by name. */
export function listUsers(
  { query, queries, sortingColumn }: ListUsersRequest,
  { state }: Situation,
): MessageInitShape<typeof ListUsersResponseSchema> {
  if (sortingColumn !== UserFieldName.UNSPECIFIED) throw new Refused({ code: 12, text: "unsupported" });
  const found = state.users.allSeen().filter((user) => queries.every((each) => picks(each, user)));
  return { details: listDetails(state, found), result: page(found, query).map(userMessage) };
}

function picks({ query }: SearchQuery, { userName }: User): boolean {
  if (query.case !== "userNameQuery") throw new Refused({ code: 12, text: "unsupported" });
  return matchesText(userName, query.value.userName, query.value.method);
}
